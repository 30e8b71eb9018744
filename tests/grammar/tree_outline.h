#pragma once

// For tests of trees: an expression or a query in short words, and all names and spans in it.

#include <string>
#include <utility>
#include <vector>

#include "grammar/sql/expressions.h"

namespace ashlar::testing {

/// `+(a, 1)`, `lower(a)`, `cast(a, int4)`, `select(targets; from; …)`.
[[nodiscard]] std::string outline(const sql::Expr& expr);
[[nodiscard]] std::string outline(const sql::SelectTree& query);
[[nodiscard]] std::string outline(const sql::DataChange& change);

/// What a tree holds: names with their places, and the places of its nodes.
struct TreeParts {
  std::vector<sql::Name> names;
  std::vector<Span> spans;
};
void collect(const sql::Expr& expr, TreeParts& parts);
void collect(const sql::SelectTree& query, TreeParts& parts);
void collect(const sql::DataChange& change, TreeParts& parts);

}  // namespace ashlar::testing
