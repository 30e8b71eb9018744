#pragma once

// FROM and WHERE: the rows that a query reads, joined. Conditions are tried as soon as the
// relations that they speak of are there, and narrow down the catalogs that are read next. Private
// to compiler/catalog.

#include <string>
#include <vector>

#include "compiler/catalog/procedures/evaluator.h"

namespace ashlar::catalog::procedures {

/// One relation of FROM.
struct Leaf {
  std::string alias;
  std::vector<std::string> columns;
  const VirtualRelation* relation = nullptr;  ///< null: `rows` are all there are
  RowSet rows;
  const sql::SelectTree* lateral = nullptr;  ///< a subquery that is run for every row before it
  /// Of the right side of a LEFT JOIN: its ON.
  bool optional = false;
  std::vector<const sql::Expr*> on;
};
/// One row of each leaf; null: NULLs (of a LEFT JOIN).
struct Tuple {
  std::vector<std::shared_ptr<const std::vector<Value>>> values;
  bool present = true;
  bool certain = true;
};
struct Joined {
  std::vector<Leaf> leaves;  ///< as written
  std::vector<Tuple> tuples;
  bool complete = true;
};

[[nodiscard]] Joined join(Evaluator& evaluator, const sql::SelectTree& select, const Scope& outer);

[[nodiscard]] Scope scope_of(const Joined& joined, const Tuple& tuple, const Scope& outer);
/// The columns of `*` or `t.*`.
void append_star_names(const Joined& joined, const sql::ColumnUse& star,
                       std::vector<std::string>& to);
void append_star(const Joined& joined, const sql::ColumnUse& star, const Scope& scope,
                 std::vector<Value>& to);

/// Which leaves an expression speaks of, as bits; all of them where it cannot be told.
[[nodiscard]] std::uint64_t leaves_of(const std::vector<Leaf>& leaves, const sql::Expr& expression);

}  // namespace ashlar::catalog::procedures
