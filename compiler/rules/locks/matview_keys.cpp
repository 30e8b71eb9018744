#include "compiler/rules/locks/matview_keys.h"

#include <algorithm>

namespace ashlar::rules {
namespace {

bool tells_rows_apart(const catalog::Object& part) {
  const auto* index = std::get_if<catalog::Index>(&part.data);
  return index != nullptr && index->unique && index->valid && index->predicate.empty() &&
         std::all_of(index->keys.begin(), index->keys.end(),
                     [](const catalog::IndexKey& key) { return key.column != 0; });
}

}  // namespace

bool has_usable_key(const catalog::Catalog& catalog, catalog::ObjectId view) {
  const std::vector<const catalog::Object*> parts = catalog.parts_of(view);
  return std::any_of(parts.begin(), parts.end(),
                     [](const catalog::Object* part) { return tells_rows_apart(*part); });
}

}  // namespace ashlar::rules
