#include "compiler/rules/locks/partitions.h"

namespace ashlar::rules {

bool is_below(const catalog::Catalog& catalog, catalog::ObjectId id, catalog::ObjectId root) {
  const auto* table = catalog.get_as<catalog::Table>(id);
  while (table != nullptr && table->partition_of != 0) {
    if (table->partition_of == root) return true;
    table = catalog.get_as<catalog::Table>(table->partition_of);
  }
  return false;
}

const catalog::Object* default_partition(const catalog::Catalog& catalog,
                                         catalog::ObjectId parent) {
  for (const catalog::Object* child : catalog.children_of(parent)) {
    const auto* table = std::get_if<catalog::Table>(&child->data);
    if (table != nullptr && table->default_partition) return child;
  }
  return nullptr;
}

}  // namespace ashlar::rules
