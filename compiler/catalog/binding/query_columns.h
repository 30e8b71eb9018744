#pragma once

// The output columns of a query, from its words and the relations it reads. Private to
// compiler/catalog.

#include <string>
#include <vector>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

struct OutputColumn {
  std::string name;
  Type type;          ///< an empty name where it is not known
  NameRef collation;  ///< where it is not the type's own
};

/// Stars expanded. Empty where the columns are not all known: a star over a subquery, say.
[[nodiscard]] std::vector<OutputColumn> query_columns(const Editor& editor,
                                                      const sql::Query& query);

/// A relation's columns, whatever kind of relation it is.
[[nodiscard]] std::vector<OutputColumn> relation_columns(const Object& relation);

}  // namespace ashlar::catalog
