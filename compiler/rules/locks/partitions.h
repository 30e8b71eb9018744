#pragma once

// Partition trees, for the rules about them. Layer: compiler/rules.

#include "compiler/catalog/catalog.h"

namespace ashlar::rules {

/// True where `id` is a partition of `root`, or of one of its partitions.
[[nodiscard]] bool is_below(const catalog::Catalog& catalog, catalog::ObjectId id,
                            catalog::ObjectId root);
/// The DEFAULT partition of a partitioned table, or null.
[[nodiscard]] const catalog::Object* default_partition(const catalog::Catalog& catalog,
                                                       catalog::ObjectId parent);

}  // namespace ashlar::rules
