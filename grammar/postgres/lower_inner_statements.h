#pragma once

// Lowers the statements that stand inside of others: actions of rules, bodies of SQL functions.
// Layer: grammar/postgres, private.

#include <cstddef>
#include <vector>

#include "grammar/postgres/lowering.h"
#include "grammar/sql/objects.h"

namespace ashlar::postgres {

/// The statements of `list`, which `;` keeps apart, from token `first` on; the last ends at or
/// before token `last`.
[[nodiscard]] std::vector<sql::InnerStatement> inner_statements(const Lowering& in,
                                                                const NodeList& list,
                                                                std::size_t first,
                                                                std::size_t last);

}  // namespace ashlar::postgres
