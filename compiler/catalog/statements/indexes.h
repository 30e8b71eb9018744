#pragma once

// Making indexes, alone or behind a constraint, with the copies that partitions get.
// Private to compiler/catalog.

#include <optional>
#include <string>
#include <vector>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

enum class Descend { kToPartitions, kNot };

/// An index to be made. With a constraint, both get the same name.
struct NewIndex {
  ObjectId table = 0;
  std::string name;  ///< empty: made up
  Index index;
  std::optional<Constraint> constraint;
  Span where;
  Descend descend = Descend::kToPartitions;
};

/// The keys as written, `owner`'s columns being those of `table`; empty where one names an unknown
/// column.
struct KeyPlacing {
  ObjectId owner = 0;
  Place place = Place::kIndexKey;
  /// Gets the types of the keys that are expressions, parallel to the keys; may be null.
  std::vector<Type>* types = nullptr;
};
[[nodiscard]] std::vector<IndexKey> index_keys(Editor& editor, const KeyPlacing& placing,
                                               const Table& table,
                                               const std::vector<sql::IndexElement>& elements);
/// Notes the columns that an expression or the predicate mentions.
void add_mentioned(Index& index, const SqlText& text);

/// The name the server makes up for it.
[[nodiscard]] std::string index_name(const Catalog& catalog, const Object& table,
                                     const Index& index, std::string_view label);

ObjectId add_index(Editor& editor, NewIndex fresh);

/// Whether an index that is not valid may be the partner: CREATE INDEX takes it and is not valid
/// itself then, ATTACH PARTITION passes it over.
enum class IfInvalid { kTake, kPassOver };
/// Sees to it that the partition has a partner for the parent's index: attaches one that matches or
/// makes one. (tablecmds.c, AttachPartitionEnsureIndexes; indexcmds.c, DefineIndex)
void ensure_partition_index(Editor& editor, ObjectId parent_index, ObjectId partition, Span where,
                            IfInvalid if_invalid = IfInvalid::kPassOver);

/// Makes `child` a part of the partitioned index, its constraint included, or lets it go again.
void attach_index(Editor& editor, ObjectId parent_index, ObjectId child);
void detach_index(Editor& editor, ObjectId child);

/// A partitioned index is valid once every partition has a part of it that is.
void validate_partitioned_index(Editor& editor, ObjectId index);

/// The number in `child` of the column that has this number in `parent`; 0 where there is none.
[[nodiscard]] std::uint32_t mapped_column(const Table& parent, std::uint32_t number,
                                          const Table& child);

}  // namespace ashlar::catalog
