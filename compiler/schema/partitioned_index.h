#pragma once

// Indexes of partitioned tables: whether making the one above makes those of the partitions just as
// they are called. Layer: compiler/schema, for the files of this folder.

#include "compiler/schema/entry.h"

namespace ashlar::schema {

enum class PartitionIndexes {
  kMadeAlong,  ///< CREATE INDEX on the partitioned table gives them the names that they have
  kOneByOne,   ///< ON ONLY, each by itself, ATTACH PARTITION
};

/// For an index of a partitioned table or of a partition; kMadeAlong for all others.
[[nodiscard]] PartitionIndexes partition_indexes(const Catalog& catalog, ObjectId index);

/// Tables below the partitioned one, at any depth.
[[nodiscard]] std::vector<ObjectId> partitions_below(const Catalog& catalog, ObjectId table);

}  // namespace ashlar::schema
