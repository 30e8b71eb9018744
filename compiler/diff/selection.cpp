// What is dropped and what is made.

#include <algorithm>
#include <array>
#include <string_view>

#include "compiler/catalog/sql_text.h"
#include "compiler/diff/difference.h"
#include "compiler/diff/workbench.h"
#include "compiler/schema/describe.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

using Json = nlohmann::ordered_json;

Json bare(const Catalog& catalog, const Object& object, std::string& list) {
  schema::Description description = table_of(object) != 0 ? schema::describe_part(catalog, object)
                                                          : schema::describe(catalog, object);
  list = description.list;
  constexpr std::array<std::string_view, 13> kApart{"name",
                                                    "schema",
                                                    "owner",
                                                    "comment",
                                                    "security_labels",
                                                    "privileges",
                                                    "constraints",
                                                    "indexes",
                                                    "triggers",
                                                    "policies",
                                                    "rules",
                                                    "statistics",
                                                    "column_privileges"};
  for (const std::string_view key : kApart) description.json.erase(std::string(key));
  if (description.json.contains("columns")) {
    for (Json& column : description.json["columns"]) {
      if (column.is_object()) column.erase("comment");
    }
  }
  return std::move(description.json);
}

/// What goes and comes with something else, and is not looked at by itself.
bool is_carried(const Object& object) {
  if (const auto* index = std::get_if<catalog::Index>(&object.data)) {
    return index->constraint != 0 || index->partition_of != 0;
  }
  if (const auto* constraint = std::get_if<catalog::Constraint>(&object.data)) {
    return constraint->parent != 0 || !constraint->local;
  }
  if (const auto* trigger = std::get_if<catalog::Trigger>(&object.data)) {
    return trigger->parent != 0;
  }
  if (const auto* sequence = std::get_if<catalog::Sequence>(&object.data)) {
    return sequence->identity;
  }
  if (const auto* other = std::get_if<catalog::OtherType>(&object.data)) return other->range != 0;
  return false;
}

/// What is altered in place whatever differs.
bool is_alterable(const Object& object) {
  return std::holds_alternative<catalog::Table>(object.data) ||
         std::holds_alternative<catalog::Sequence>(object.data) ||
         std::holds_alternative<catalog::EnumType>(object.data) ||
         std::holds_alternative<catalog::CompositeType>(object.data) ||
         std::holds_alternative<catalog::DomainType>(object.data) ||
         std::holds_alternative<catalog::Schema>(object.data) ||
         std::holds_alternative<catalog::Extension>(object.data);
}

class Selection {
 public:
  explicit Selection(Workbench& bench) : bench_(bench) {}

  void run() {
    std::vector<const Object*> present;
    bench_.for_each_present([&](const Object& object) {
      // That a schema says nothing of a role does not mean that there is to be none.
      const bool stays = bench_.are_strangers() && is_of_the_cluster(object);
      if (is_managed(object) && !is_carried(object) && !stays) present.push_back(&object);
    });
    for (const Object* object : present) {
      const Object* goal = bench_.goal(object->id);
      if (goal == nullptr || !can_stay(*object, *goal)) drop(*object);
    }
    for (const Object* object : present) {
      const auto* table = std::get_if<catalog::Table>(&object->data);
      const auto* goal = bench_.to().get_as<catalog::Table>(bench_.matching().to(object->id));
      if (table != nullptr && goal != nullptr && table != goal) drop_users(*object, *table, *goal);
    }
    bench_.for_each_goal([&](const Object& object) {
      if (is_managed(object) && bench_.present(object.id) == nullptr) bench_.made.insert(object.id);
    });
    // A table may be clustered on an index that is made again.
    for (const ObjectId id : bench_.made) {
      const Object* made = bench_.to().get(id);
      if (const ObjectId table = made == nullptr ? 0 : table_of(*made)) bench_.look_at(table);
    }
  }

 private:
  [[nodiscard]] bool can_stay(const Object& object, const Object& goal) const {
    return &goal == &object || is_alterable(object) || is_carried(goal) ||
           same_definition(bench_, object, goal) || is_replaceable(bench_, object, goal);
  }

  /// Drops the object with all that hangs on it; what has a goal is made again.
  void drop(const Object& object) {
    if (!bench_.dropped.insert(object.id).second) return;
    if (const Object* goal = bench_.goal(object.id)) bench_.made.insert(goal->id);
    for (const Object* part : bench_.now().parts_of(object.id)) drop(*part);
    for (const catalog::Dependency& dependency : bench_.now().dependents_of(object.id)) {
      drop_dependent(dependency);
    }
    for (const Object* key : bench_.now().foreign_keys_to(object.id)) drop(*key);
    if (!std::holds_alternative<catalog::Index>(object.data)) return;
    // Those of partitions go with it.
    for (const Object* child : bench_.now().children_of(object.id)) drop(*child);
  }

  void drop_dependent(const catalog::Dependency& dependency) {
    const Object* user = bench_.now().get(dependency.dependent);
    if (user == nullptr || !is_managed(*user)) return;
    // A column's type, default or generation, a domain's base: altered, where the user stays.
    const bool altered = is_alterable(*user) &&
                         !std::holds_alternative<catalog::Sequence>(user->data) &&
                         bench_.goal(user->id) != nullptr;
    if (!altered) drop(*user);
  }

  /// What the server does not carry through a column that goes or gets another type.
  void drop_users(const Object& object, const catalog::Table& table, const catalog::Table& goal) {
    for (const catalog::Column& column : table.columns) {
      const catalog::Column* wanted = find_column(goal, column.name);
      const bool goes = wanted == nullptr;
      const bool retyped = !goes && type_key(column) != type_key(*wanted);
      if (!goes && !retyped) continue;
      for (const catalog::Dependency& dependency :
           bench_.now().dependents_of(object.id, column.number)) {
        const Object* user = bench_.now().get(dependency.dependent);
        if (user == nullptr || user->id == object.id || dependency.dependent_column != 0) continue;
        const bool rebuilt = std::holds_alternative<catalog::Index>(user->data) ||
                             std::holds_alternative<catalog::Constraint>(user->data);
        if ((goes || !rebuilt) && !std::holds_alternative<catalog::Sequence>(user->data)) {
          drop(*user);
        }
      }
    }
  }

  static std::string type_key(const catalog::Column& column) {
    std::string text = column.type.schema + "." + column.type.name;
    for (const std::string& modifier : column.type.modifiers) text += "," + modifier;
    return text + "[" + std::to_string(column.type.array_dimensions > 0 ? 1 : 0) + "]" +
           column.collation.schema + "." + column.collation.name;
  }

  Workbench& bench_;
};

/// A label that must go takes the whole type with it: the old one gets out of the way, and columns
/// go over to the new one.
void replace_enums(Workbench& bench) {
  std::vector<ObjectId> ids;
  bench.for_each_present([&](const Object& object) {
    const auto* type = std::get_if<catalog::EnumType>(&object.data);
    const auto* goal = bench.to().get_as<catalog::EnumType>(bench.matching().to(object.id));
    if (type == nullptr || goal == nullptr || type == goal) return;
    std::size_t at = 0;
    for (const catalog::EnumValue& value : goal->values) {
      if (at < type->values.size() && type->values[at].label == value.label) ++at;
    }
    if (at < type->values.size()) ids.push_back(object.id);
  });
  for (const ObjectId id : ids) {
    const Object* object = bench.now().get(id);
    sql::QualifiedName name;
    name.schema.text = object->schema;
    name.name.text = object->name + "_old";
    while (bench.now().find_type(name) != nullptr) name.name.text += "_";
    bench.run("ALTER TYPE " + sql_name(bench.now(), id) + " RENAME TO " +
              postgres::quote_identifier(name.name.text));
    for (const catalog::Dependency& dependency : bench.now().dependents_of(id)) {
      bench.look_at(bench.matching().to(dependency.dependent));
    }
    bench.part_ways(id);
  }
}

}  // namespace

bool same_definition(const Workbench& bench, const Object& object, const Object& goal) {
  std::string list;
  const Json was = bare(bench.now(), object, list);
  const Json is = bare(bench.to(), goal, list);
  const auto place = [](const Catalog& catalog, const Object& part) {
    const ObjectId table = table_of(part);
    return Place{&catalog, table != 0 ? table : part.id};
  };
  return was == is || compare_descriptions("", list, was, place(bench.now(), object), is,
                                           place(bench.to(), goal))
                          .empty();
}

void select(Workbench& bench) {
  replace_enums(bench);
  Selection(bench).run();
}

}  // namespace ashlar::diff
