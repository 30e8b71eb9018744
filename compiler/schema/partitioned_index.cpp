#include "compiler/schema/partitioned_index.h"

#include <algorithm>

#include "compiler/catalog/apply.h"
#include "compiler/schema/spelling.h"

namespace ashlar::schema {
namespace {

/// The first name that the server tries for a partition's index (src/backend/commands/indexcmds.c,
/// ChooseIndexName). Nothing else of the finished schema has it, so it is free when it is tried.
std::string first_choice(const Catalog& catalog, const Object& object,
                         const catalog::Index& index) {
  const Object* table = catalog.get(index.table);
  const auto* constraint = catalog.get_as<catalog::Constraint>(index.constraint);
  const auto* columns = catalog.get_as<catalog::Table>(index.table);
  if (table == nullptr || columns == nullptr) return "";
  const bool primary =
      constraint != nullptr && constraint->kind == sql::ConstraintKind::kPrimaryKey;
  std::vector<std::string> names;
  const auto name_column = [&](std::uint32_t number) {
    const catalog::Column* column = catalog::find_column(*columns, number);
    if (column != nullptr) names.push_back(column->name);
  };
  for (const catalog::IndexKey& key : index.keys) {
    if (key.column == 0) {
      names.push_back(key.name);
    } else {
      name_column(key.column);
    }
  }
  for (const std::uint32_t number : index.including) name_column(number);
  std::string label = "idx";
  if (constraint != nullptr) {
    label = constraint->kind == sql::ConstraintKind::kExclusion ? "excl" : "key";
  }
  if (primary) label = "pkey";
  return catalog::generated_name(Catalog(), object.schema, table->name,
                                 primary ? std::string() : joined(names, "_"), label);
}

bool same_storage(const catalog::Index& above, const catalog::Index& below) {
  return above.options == below.options && above.tablespace == below.tablespace;
}

bool made_along(const Catalog& catalog, ObjectId above, int depth) {
  const auto* parent = catalog.get_as<catalog::Index>(above);
  if (parent == nullptr || depth > 100) return false;
  const std::vector<const Object*> below = catalog.children_of(above);
  return std::all_of(below.begin(), below.end(), [&](const Object* child) {
    const auto* index = std::get_if<catalog::Index>(&child->data);
    return index == nullptr ||
           (same_storage(*parent, *index) && child->name == first_choice(catalog, *child, *index) &&
            made_along(catalog, child->id, depth + 1));
  });
}

}  // namespace

std::vector<ObjectId> partitions_below(const Catalog& catalog, ObjectId table) {
  std::vector<ObjectId> found{table};
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const Object* child : catalog.children_of(found[i])) {
      const auto* partition = std::get_if<catalog::Table>(&child->data);
      if (partition != nullptr && partition->partition_of == found[i]) found.push_back(child->id);
    }
  }
  found.erase(found.begin());
  return found;
}

PartitionIndexes partition_indexes(const Catalog& catalog, ObjectId index) {
  ObjectId top = index;
  const catalog::Index* data = catalog.get_as<catalog::Index>(top);
  while (data != nullptr && data->partition_of != 0) {
    top = data->partition_of;
    data = catalog.get_as<catalog::Index>(top);
  }
  if (data == nullptr) return PartitionIndexes::kMadeAlong;
  // One that is not valid lacks a part somewhere: making it along would add that.
  const std::vector<const Object*> below = catalog.children_of(top);
  const auto* table = catalog.get_as<catalog::Table>(data->table);
  const bool whole = table == nullptr || !table->partitioned_by.has_value() ||
                     (data->valid && below.size() == catalog.children_of(data->table).size());
  return whole && made_along(catalog, top, 0) ? PartitionIndexes::kMadeAlong
                                              : PartitionIndexes::kOneByOne;
}

}  // namespace ashlar::schema
