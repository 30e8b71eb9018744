#pragma once

// What an index is good for beside its own keys. Layer: compiler/rules.

#include <cstdint>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace ashlar::rules {

/// True where the valid index begins with exactly these columns, in any order, and has all rows in
/// which they are not null: then it finds rows by them.
[[nodiscard]] bool leads_with(const catalog::Catalog& catalog, const catalog::Index& index,
                              const std::vector<std::uint32_t>& columns);

}  // namespace ashlar::rules
