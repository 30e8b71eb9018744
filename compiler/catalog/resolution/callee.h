#pragma once

// Which function a call means and what is known of it, even where the types of its arguments leave
// doubts. Private to compiler/catalog.

#include <string_view>
#include <vector>

#include "compiler/catalog/binding/query_columns.h"
#include "compiler/catalog/catalog.h"
#include "compiler/catalog/resolution/resolve.h"
#include "grammar/sql/expressions.h"

namespace ashlar::catalog {

/// A type as facts name it: `int4`, or `_int4` for its array.
[[nodiscard]] Type type_of_fact(std::string_view name);

struct Callee {
  Answer answer = Answer::kInDoubt;
  ObjectId id = 0;      ///< of a function that the catalog holds
  char kind = 0;        ///< prokind: f, a, w, p; 0: not known what it is
  char volatility = 0;  ///< provolatile; 0: not known
  bool returns_set = false;
  Type result;                  ///< an empty name: not known
  std::vector<Type> arguments;  ///< what it takes, as far as that is sure
};

/// `types` are those of the arguments (of WITHIN GROUP's behind them); an empty name where one is
/// not known.
[[nodiscard]] Callee find_callee(const Catalog& catalog, const sql::FunctionUse& use,
                                 const std::vector<Type>& types);

/// The columns that a built-in function gives in FROM where it gives rows; empty otherwise.
[[nodiscard]] std::vector<OutputColumn> builtin_result_columns(const sql::FunctionUse& use);
/// True where it is built in and gives one value, whatever its type.
[[nodiscard]] bool is_plain_builtin(const sql::FunctionUse& use);

}  // namespace ashlar::catalog
