#include "compiler/diff/matching.h"

#include <map>
#include <string>
#include <tuple>

#include "compiler/catalog/types.h"
#include "compiler/schema/annotations.h"

namespace ashlar::diff {
namespace {

using catalog::Catalog;
using catalog::Object;
using catalog::ObjectId;

/// What COMMENT ON calls the object tells it from all others.
std::map<std::string, ObjectId> by_name(const Catalog& catalog, const std::set<ObjectId>& changed) {
  std::map<std::string, ObjectId> names;
  for (const ObjectId id : changed) {
    const Object* object = catalog.get(id);
    if (object == nullptr || !is_managed(*object)) continue;
    // A key and its index have one name each: CONSTRAINT … and INDEX ….
    names.emplace(schema::target_text(catalog, *object), id);
  }
  return names;
}

}  // namespace

ObjectId Matching::to(ObjectId id) const {
  const auto at = to_of.find(id);
  if (at != to_of.end()) return at->second;
  return numbers_tell && !changed_from.contains(id) ? id : 0;
}

ObjectId Matching::from(ObjectId id) const {
  const auto at = from_of.find(id);
  if (at != from_of.end()) return at->second;
  return numbers_tell && !changed_to.contains(id) ? id : 0;
}

ObjectId table_of(const Object& object) {
  if (const auto* part = std::get_if<catalog::Index>(&object.data)) return part->table;
  if (const auto* part = std::get_if<catalog::Constraint>(&object.data)) return part->table;
  if (const auto* part = std::get_if<catalog::Trigger>(&object.data)) return part->table;
  if (const auto* part = std::get_if<catalog::Policy>(&object.data)) return part->table;
  if (const auto* part = std::get_if<catalog::Rule>(&object.data)) return part->table;
  if (const auto* part = std::get_if<catalog::OtherObject>(&object.data)) return part->table;
  return 0;
}

bool is_managed(const Object& object) {
  return object.extension == 0 && object.schema != "pg_temp" && object.schema != "pg_catalog" &&
         object.name != "pg_catalog";
}

Matching match(const Catalog& from, const Catalog& to, bool numbers_tell) {
  Matching matching;
  const auto add = [&matching](ObjectId a, ObjectId b) {
    if (matching.to_of.contains(a) || matching.from_of.contains(b)) return;
    matching.to_of.emplace(a, b);
    matching.from_of.emplace(b, a);
  };
  matching.numbers_tell = numbers_tell;
  if (numbers_tell) {
    Catalog::for_each_difference(from, to,
                                 [&matching](ObjectId id) { matching.changed_from.insert(id); });
    matching.changed_to = matching.changed_from;
    for (const ObjectId id : matching.changed_from) {
      const Object* object = from.get(id);
      const Object* other = to.get(id);
      if (object != nullptr && other != nullptr && is_managed(*object) && is_managed(*other) &&
          other->data.index() == object->data.index()) {
        add(id, id);
      }
    }
  } else {
    from.for_each_object(
        [&matching](const Object& object) { matching.changed_from.insert(object.id); });
    to.for_each_object(
        [&matching](const Object& object) { matching.changed_to.insert(object.id); });
  }
  const std::map<std::string, ObjectId> names = by_name(to, matching.changed_to);
  for (const auto& [name, id] : by_name(from, matching.changed_from)) {
    const auto other = names.find(name);
    if (other == names.end() || to.get(other->second)->data.index() != from.get(id)->data.index()) {
      continue;
    }
    add(id, other->second);
  }
  return matching;
}

}  // namespace ashlar::diff
