#pragma once

// Lowers SELECT, VALUES and other queries. Layer: grammar/postgres, private.

#include <cstddef>
#include <vector>

#include "grammar/postgres/lowering.h"
#include "grammar/sql/names.h"

namespace ashlar::postgres {

struct LoweredQuery {
  sql::Query query;
  std::vector<sql::QualifiedName> writes;  ///< what its data-changing WITH clauses write
  bool locks_rows = false;
};

/// The query at tokens [first, last).
[[nodiscard]] LoweredQuery lower_query(const Lowering& in, const Node& node, std::size_t first,
                                       std::size_t last);

/// The first SELECT of UNION and its kin, which names the columns.
[[nodiscard]] Node leftmost_select(Node select);

}  // namespace ashlar::postgres
