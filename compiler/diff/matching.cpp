#include "compiler/diff/matching.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "compiler/catalog/types.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/constraint_text.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

using catalog::Catalog;
using catalog::Object;
using catalog::ObjectId;

/// What COMMENT ON calls the object tells it from all others; what has no comments is its
/// definition.
std::string full_name(const Catalog& catalog, const Object& object) {
  const auto* other = std::get_if<catalog::OtherObject>(&object.data);
  const bool nameless = other != nullptr && (other->kind == sql::ObjectKind::kOther ||
                                             other->kind == sql::ObjectKind::kUserMapping);
  if (!nameless) return schema::target_text(catalog, object);
  const std::string text = render(catalog, other->definition);
  // A user mapping is told by FOR role SERVER s, a publication's table by what it joins.
  return text.substr(0, std::min(text.find(" OPTIONS ("), text.find(" (")));
}

std::map<std::string, ObjectId> by_name(const Catalog& catalog, const std::set<ObjectId>& changed) {
  std::map<std::string, ObjectId> names;
  for (const ObjectId id : changed) {
    const Object* object = catalog.get(id);
    if (object == nullptr || !is_managed(*object)) continue;
    // A key and its index have one name each: CONSTRAINT … and INDEX ….
    names.emplace(full_name(catalog, *object), id);
  }
  return names;
}

/// What a constraint, an index or a column's own sequence is, but for its name; empty for all else.
std::string nameless(const Catalog& catalog, const Object& object) {
  if (const auto* constraint = std::get_if<catalog::Constraint>(&object.data)) {
    // An inherited one has its name from above.
    if (constraint->parent != 0 || !constraint->local) return {};
    const std::string text = schema::constraint_text(catalog, object);
    const std::string name = "CONSTRAINT " + postgres::quote_identifier(object.name) + " ";
    return text.starts_with(name) ? text.substr(name.size()) : text;
  }
  if (const auto* index = std::get_if<catalog::Index>(&object.data)) {
    if (index->constraint != 0 || index->partition_of != 0) return {};
    nlohmann::ordered_json json = schema::describe_part(catalog, object).json;
    json.erase("name");
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }
  if (const auto* sequence = std::get_if<catalog::Sequence>(&object.data)) {
    if (sequence->owner_table == 0) return {};
    return schema::column_text(catalog, sequence->owner_table, sequence->owner_column);
  }
  return {};
}

ObjectId table_or_owner(const Object& object) {
  if (const auto* sequence = std::get_if<catalog::Sequence>(&object.data)) {
    return sequence->owner_table;
  }
  return table_of(object);
}

/// Of a table that is in both: what differs by its name alone is the same, renamed.
class Nameless {
 public:
  Nameless(const Catalog& from, const Catalog& to, const Matching& matching)
      : from_(from), to_(to), matching_(matching) {}

  [[nodiscard]] std::vector<std::pair<ObjectId, ObjectId>> pairs() const {
    std::map<Key, std::vector<ObjectId>> left = unmatched(from_, matching_.to_of, false);
    std::vector<std::pair<ObjectId, ObjectId>> found;
    for (const auto& [key, goals] : unmatched(to_, matching_.from_of, true)) {
      const auto at = left.find(key);
      if (at == left.end() || at->second.size() != 1 || goals.size() != 1) continue;
      found.emplace_back(at->second.front(), goals.front());
    }
    return found;
  }

 private:
  /// Kind, table (by its number in `from`), definition.
  using Key = std::tuple<std::size_t, ObjectId, std::string>;

  [[nodiscard]] std::map<Key, std::vector<ObjectId>> unmatched(
      const Catalog& catalog, const std::unordered_map<ObjectId, ObjectId>& matched,
      bool is_goal) const {
    std::map<Key, std::vector<ObjectId>> found;
    catalog.for_each_object([&](const Object& object) {
      if (!is_managed(object) || matched.contains(object.id)) return;
      ObjectId table = table_or_owner(object);
      if (is_goal) {
        table = matching_.from(table);
      } else if (matching_.to(table) == 0) {
        return;
      }
      if (table == 0) return;
      std::string text = nameless(catalog, object);
      if (text.empty()) return;
      found[{object.data.index(), table, std::move(text)}].push_back(object.id);
    });
    return found;
  }

  const Catalog& from_;
  const Catalog& to_;
  const Matching& matching_;
};

/// The index that a key stands on.
ObjectId index_of(const Catalog& catalog, ObjectId key) {
  const auto* constraint = catalog.get_as<catalog::Constraint>(key);
  const bool own = constraint != nullptr && constraint->kind != sql::ConstraintKind::kForeignKey;
  return own ? constraint->index : 0;
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

bool is_of_the_cluster(const Object& object) {
  const sql::ObjectKind kind = catalog::kind_of(object);
  return kind == sql::ObjectKind::kRole || kind == sql::ObjectKind::kDatabase ||
         kind == sql::ObjectKind::kTablespace;
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
  if (!numbers_tell) {
    for (const auto& [id, other] : Nameless(from, to, matching).pairs()) {
      add(id, other);
      const ObjectId index = index_of(from, id);
      const ObjectId wanted = index_of(to, other);
      if (index != 0 && wanted != 0) add(index, wanted);
    }
  }
  return matching;
}

}  // namespace ashlar::diff
