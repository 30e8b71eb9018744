#pragma once

// Partition bounds as far as their words tell, and whether they fit beside those of other
// partitions (src/backend/partitioning/partbounds.c, check_new_partition_bound). Private to
// compiler/catalog.

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// The bound as it is kept: `FOR VALUES …` or `DEFAULT`.
[[nodiscard]] SqlText bound_text(const Editor& editor, const sql::PartitionBound& bound);

/// Refuses a bound of another kind than the parent's (42P16), a second default partition and, where
/// constants are plain, empty ranges and values that another partition has (42P17). True where it
/// did.
bool refuse_bound(Editor& editor, ObjectId parent, const sql::PartitionBound& bound);
/// The first of these alone: what is wrong with the bound whatever partitions there are.
bool refuse_bound_alone(Editor& editor, ObjectId parent, const sql::PartitionBound& bound);

/// The bound of a partition as a condition on its own rows, as DETACH … CONCURRENTLY leaves it
/// behind (partbounds.c, get_qual_from_partbound); empty where its words do not tell.
[[nodiscard]] SqlText bound_condition(const Catalog& catalog, ObjectId parent, ObjectId partition);

}  // namespace ashlar::catalog
