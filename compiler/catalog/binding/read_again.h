#pragma once

// Expressions that the catalog keeps, read once more where the columns that they stand on have
// changed. Private to compiler/catalog.

#include <vector>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

struct Reading {
  Type type;  ///< an empty name: not known
  std::vector<Problem> problems;
};
/// A check, an index expression or a predicate of the table, as the server would read its printed
/// words now.
[[nodiscard]] Reading read_again(const Editor& editor, const SqlText& text, ObjectId table);

}  // namespace ashlar::catalog
