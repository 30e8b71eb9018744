#pragma once

// What REFRESH … CONCURRENTLY needs. Layer: compiler/rules.

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// True where the materialized view has a unique index that tells its rows apart
/// (src/backend/commands/matview.c, is_usable_unique_index): columns only, all rows.
[[nodiscard]] bool has_usable_key(const catalog::Catalog& catalog, catalog::ObjectId view);

}  // namespace ashlar::rules
