// DROP, what hangs on others first. Kinds that others stand on (types, functions, sequences,
// schemas) go last, when nothing that stays uses them any more.

#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/diff/workbench.h"
#include "compiler/schema/annotations.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

using postgres::quote_identifier;

bool is_supporting(const Object& object) {
  return !std::holds_alternative<catalog::Table>(object.data) &&
         !std::holds_alternative<catalog::View>(object.data) && table_of(object) == 0;
}

/// `ALTER PUBLICATION p ADD TABLE t (a) WHERE (…)` taken back.
std::string leaving_text(const std::string& joining) {
  constexpr std::string_view kAdd = " ADD TABLE ";
  const std::size_t at = joining.find(kAdd);
  if (at == std::string::npos) return "";
  const std::string publication = joining.substr(0, at);
  std::string table = joining.substr(at + kAdd.size());
  bool quoted = false;
  for (std::size_t i = table.starts_with("ONLY ") ? 5 : 0; i < table.size(); ++i) {
    if (table[i] == '"') quoted = !quoted;
    if (table[i] == ' ' && !quoted) table.resize(i);
  }
  return publication + " DROP TABLE " + table;
}

std::string drop_text(const Catalog& now, const Object& object) {
  if (const auto* constraint = std::get_if<catalog::Constraint>(&object.data)) {
    const bool domain = now.get_as<catalog::DomainType>(constraint->table) != nullptr;
    return fmt::format("ALTER {} {} DROP CONSTRAINT {}", domain ? "DOMAIN" : "TABLE",
                       sql_name(now, constraint->table), quote_identifier(object.name));
  }
  const auto* other = std::get_if<catalog::OtherObject>(&object.data);
  if (other != nullptr && other->kind == sql::ObjectKind::kOther) {
    return leaving_text(render(now, other->definition));
  }
  if (other != nullptr && other->kind == sql::ObjectKind::kUserMapping) {
    const std::string mapping = render(now, other->definition);  // FOR role SERVER s OPTIONS (…)
    return "DROP USER MAPPING " + mapping.substr(0, mapping.find(" OPTIONS"));
  }
  return "DROP " + schema::target_text(now, object);
}

/// The sequences that the table, or one column of it (0: all), owns.
std::vector<ObjectId> owned_sequences(const Catalog& now, ObjectId table, std::uint32_t column) {
  std::vector<ObjectId> owned;
  for (const catalog::Dependency& dependency : now.dependents_of(table, column)) {
    const auto* sequence = now.get_as<catalog::Sequence>(dependency.dependent);
    if (sequence == nullptr || sequence->owner_table != table) continue;
    if (column == 0 || sequence->owner_column == column) owned.push_back(dependency.dependent);
  }
  return owned;
}

/// The defaults of tables that stay, where they use the object; those that the goal has are set
/// later.
void forget_defaults(Workbench& bench, ObjectId id, ObjectId owner) {
  const std::vector<catalog::Dependency> uses = bench.now().dependents_of(id);
  for (const catalog::Dependency& use : uses) {
    const auto* table = bench.now().get_as<catalog::Table>(use.dependent);
    if (table == nullptr || use.dependent_column == 0 || use.dependent == owner ||
        bench.dropped.contains(use.dependent)) {
      continue;
    }
    const catalog::Column* column = find_column(*table, use.dependent_column);
    if (column == nullptr || column->default_value.empty()) continue;
    bench.run(fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT",
                          sql_name(bench.now(), use.dependent), quote_identifier(column->name)));
  }
}

/// Before a table or a column (0: all of the table) goes: sequences that the goal has stay, others
/// are used no more.
void release_sequences(Workbench& bench, ObjectId table, std::uint32_t column) {
  for (const ObjectId id : owned_sequences(bench.now(), table, column)) {
    const auto& sequence = std::get<catalog::Sequence>(bench.now().get(id)->data);
    const bool stays =
        !sequence.identity && bench.goal(id) != nullptr && !bench.dropped.contains(id);
    if (stays) {
      bench.run("ALTER SEQUENCE " + sql_name(bench.now(), id) + " OWNED BY NONE");
    } else {
      forget_defaults(bench, id, table);
    }
  }
}

class Drops {
 public:
  Drops(Workbench& bench, bool supporting) : bench_(bench), supporting_(supporting) {}

  void run() {
    const std::set<ObjectId> all = bench_.dropped;
    for (const ObjectId id : all) drop(id);
  }

 private:
  [[nodiscard]] bool is_due(ObjectId id) const {
    const Object* object = bench_.now().get(id);
    if (object == nullptr || !bench_.dropped.contains(id)) return false;
    // What is made again goes early: its successor takes its name.
    const bool late = is_supporting(*object) && bench_.goal(id) == nullptr;
    return late == supporting_;
  }

  void drop(ObjectId id) {
    if (is_due(id)) drop_now(id);
  }

  /// Whatever its turn: something that is dropped before it stands on it.
  void drop_now(ObjectId id) {
    if (bench_.now().get(id) == nullptr || !bench_.dropped.contains(id)) return;
    if (!seen_.insert(id).second) return;
    drop_dependents(id);
    drop_members(id);
    release_sequences(bench_, id, 0);
    // What is dropped on the way takes its object with it: numbers stay.
    std::vector<ObjectId> children;
    for (const Object* child : bench_.now().children_of(id)) children.push_back(child->id);
    for (const ObjectId child : children) drop(child);
    drop_foreign_keys_to(id);
    const Object* object = bench_.now().get(id);
    if (object == nullptr || goes_along(*object)) return;
    forget_defaults(bench_, id, 0);
    bench_.run(drop_text(bench_.now(), *bench_.now().get(id)));
  }

  /// What is in a schema, and what stands on an extension's members.
  void drop_members(ObjectId id) {
    const Object* object = bench_.now().get(id);
    if (object == nullptr) return;
    std::vector<ObjectId> members;
    if (std::holds_alternative<catalog::Schema>(object->data)) {
      for (const Object* member : bench_.now().members_of(object->name)) {
        members.push_back(member->id);
      }
      for (const ObjectId member : members) drop_now(member);
    } else if (std::holds_alternative<catalog::Extension>(object->data)) {
      bench_.now().for_each_object([&](const Object& member) {
        if (member.extension == id) members.push_back(member.id);
      });
      for (const ObjectId member : members) drop_dependents(member);
    }
  }

  void drop_dependents(ObjectId id) {
    for (const catalog::Dependency& dependency : bench_.now().dependents_of(id)) {
      drop_now(dependency.dependent);
      if (dependency.dependent_column != 0) drop_column_in_the_way(dependency);
    }
  }

  /// A column that the goal has not, of the row type of a table that goes.
  void drop_column_in_the_way(const catalog::Dependency& dependency) {
    const ObjectId id = dependency.dependent;
    const auto* table = bench_.now().get_as<catalog::Table>(id);
    const auto* goal = bench_.to().get_as<catalog::Table>(bench_.matching().to(id));
    if (table == nullptr || goal == nullptr || bench_.dropped.contains(id)) return;
    const catalog::Column* column = find_column(*table, dependency.dependent_column);
    if (column == nullptr || find_column(*goal, column->name) != nullptr || !column->local) return;
    bench_.run(fmt::format("ALTER TABLE {} DROP COLUMN {}", sql_name(bench_.now(), id),
                           quote_identifier(column->name)));
  }

  /// The tables with the keys first; where they reference each other in a circle, the keys alone.
  void drop_foreign_keys_to(ObjectId id) {
    std::vector<ObjectId> keys;
    for (const Object* key : bench_.now().foreign_keys_to(id)) {
      if (table_of(*key) != id) keys.push_back(key->id);
    }
    for (const ObjectId key : keys) {
      const Object* object = bench_.now().get(key);
      if (object == nullptr) continue;
      drop(table_of(*object));
      drop(key);
      object = bench_.now().get(key);
      const auto* constraint = bench_.now().get_as<catalog::Constraint>(key);
      if (object == nullptr || constraint->parent != 0 || !bench_.dropped.contains(key)) continue;
      bench_.run(drop_text(bench_.now(), *object));
    }
  }

  /// Parts go with their table, owned sequences with their column.
  [[nodiscard]] bool goes_along(const Object& object) const {
    if (bench_.dropped.contains(table_of(object))) return true;
    const auto* index = std::get_if<catalog::Index>(&object.data);
    if (index != nullptr && (index->constraint != 0 || index->partition_of != 0)) return true;
    const auto* constraint = std::get_if<catalog::Constraint>(&object.data);
    if (constraint != nullptr && (constraint->parent != 0 || !constraint->local)) return true;
    const auto* trigger = std::get_if<catalog::Trigger>(&object.data);
    if (trigger != nullptr && trigger->parent != 0) return true;
    // A range takes its multirange with it.
    const auto* multirange = std::get_if<catalog::OtherType>(&object.data);
    if (multirange != nullptr && bench_.dropped.contains(multirange->range)) return true;
    const auto* sequence = std::get_if<catalog::Sequence>(&object.data);
    return sequence != nullptr &&
           (sequence->identity || bench_.dropped.contains(sequence->owner_table));
  }

  Workbench& bench_;
  bool supporting_;
  std::set<ObjectId> seen_;
};

/// Columns that the goal's table has not, or not with this expression: one that is generated cannot
/// be changed and is made anew.
bool goes(const Workbench& bench, ObjectId table, const catalog::Column& column) {
  const ObjectId goal = bench.matching().to(table);
  const auto* there = bench.to().get_as<catalog::Table>(goal);
  const catalog::Column* wanted = there == nullptr ? nullptr : find_column(*there, column.name);
  if (wanted == nullptr) return true;
  return !wanted->generated.empty() &&
         (column.generated.empty() || !bench.same_text(TextKind::kExpression, column.generated,
                                                       table, wanted->generated, goal));
}

void drop_columns_of(Workbench& bench, ObjectId id) {
  std::vector<catalog::Column> columns = bench.now().get_as<catalog::Table>(id)->columns;
  // Generated ones stand on others.
  std::stable_partition(columns.begin(), columns.end(),
                        [](const catalog::Column& column) { return !column.generated.empty(); });
  for (const catalog::Column& column : columns) {
    const auto* table = bench.now().get_as<catalog::Table>(id);
    if (!column.local || !goes(bench, id, column) ||
        find_column(*table, column.number) == nullptr) {
      continue;
    }
    release_sequences(bench, id, column.number);
    bench.run(fmt::format("ALTER TABLE {} DROP COLUMN {}", sql_name(bench.now(), id),
                          quote_identifier(column.name)));
  }
}

void drop_columns(Workbench& bench) {
  std::vector<ObjectId> tables;
  bench.for_each_present([&](const Object& object) {
    const Object* goal = bench.goal(object.id);
    if (goal != nullptr && goal != &object && std::holds_alternative<catalog::Table>(object.data)) {
      tables.push_back(object.id);
    }
  });
  for (const ObjectId id : tables) {
    const auto& goal = std::get<catalog::Table>(bench.goal(id)->data);
    if (goal.of_type == 0) drop_columns_of(bench, id);  // else its type loses them
  }
}

}  // namespace

void drop_early(Workbench& bench) {
  Drops(bench, false).run();
  drop_columns(bench);
}

void drop_late(Workbench& bench) { Drops(bench, true).run(); }

}  // namespace ashlar::diff
