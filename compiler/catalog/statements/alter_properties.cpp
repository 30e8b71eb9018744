#include "compiler/catalog/statements/alter_properties.h"

#include <algorithm>
#include <charconv>

#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/settings.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

constexpr std::int32_t kHighestStatistics = 10000;  // MAX_STATISTICS_TARGET

/// `SET STATISTICS n`; -1 for the default. (tablecmds.c, ATExecSetStatistics)
std::int32_t statistics_target(const std::string& text) {
  std::int32_t value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data()) return -1;
  return std::min(value, kHighestStatistics);
}

/// ALTER INDEX … ALTER COLUMN n SET STATISTICS: keys are counted from 1.
void set_index_statistics(Editor& editor, ObjectId id, const sql::SetColumnProperty& action) {
  auto* index = editor.edit<Index>(id);
  if (index == nullptr || action.options.empty()) return;
  std::size_t number = 0;
  const std::string& text = action.column.text;
  std::from_chars(text.data(), text.data() + text.size(), number);
  if (number == 0 || number > index->keys.size()) return;
  IndexKey& key = index->keys[number - 1];
  if (key.column != 0) {
    refuse(editor, ProblemKind::kNotSupported, "0A000",
           "cannot alter statistics on non-expression column `" + key.name + "` of the index",
           action.column.span);
    return;
  }
  key.statistics = statistics_target(action.options.front().value);
}

void change_property(Editor& editor, const sql::SetColumnProperty& action, Column& column) {
  const std::string value = action.options.empty() ? std::string() : action.options.front().value;
  switch (action.property) {
    case sql::ColumnProperty::kStatistics:
      column.statistics = statistics_target(value);
      return;
    case sql::ColumnProperty::kStorage:
      column.storage = kept_storage(editor.catalog(), column.type, value);
      return;
    case sql::ColumnProperty::kCompression:
      column.compression = kept_compression(value);
      return;
    case sql::ColumnProperty::kOptions:
      if (action.reset) {
        reset_settings(column.options, action.options);
      } else {
        set_settings(column.options, action.options);
      }
      return;
    case sql::ColumnProperty::kForeignOptions:
      change_foreign_options(editor, column.foreign_options, action.options);
      return;
  }
}

/// Statistics targets and storage reach the tables below; the others do not. (tablecmds.c,
/// ATPrepCmd)
bool stays_here(sql::ColumnProperty property) {
  switch (property) {
    case sql::ColumnProperty::kStatistics:
    case sql::ColumnProperty::kStorage:
      return false;
    case sql::ColumnProperty::kCompression:
    case sql::ColumnProperty::kOptions:
    case sql::ColumnProperty::kForeignOptions:
      return true;
  }
  return true;
}

bool refuse_storage(Editor& editor, const Object& owner, const sql::SetColumnProperty& action) {
  const Column* column = column_named(owner, action.column.text);
  if (column == nullptr || action.options.empty()) return false;
  const std::string natural = natural_storage(editor.catalog(), column->type);
  const std::string wanted =
      kept_storage(editor.catalog(), column->type, action.options.front().value);
  if (natural != "plain" || wanted.empty()) return false;
  refuse(editor, ProblemKind::kNotSupported, "0A000",
         "the type of column `" + column->name + "` can only have storage PLAIN",
         action.column.span);
  return true;
}

/// The index of the table that the name means.
const Object* find_own_index(Editor& editor, ObjectId id, const sql::Name& name) {
  const Object* owner = editor.catalog().get(id);
  const Object* found = editor.catalog().find({NameSpace::kRelation, owner->schema, name.text});
  if (found == nullptr) {
    sql::QualifiedName qualified;
    qualified.schema.text = owner->schema;
    qualified.name = name;
    if (is_surely_absent(editor.catalog(), NameSpace::kRelation, qualified)) {
      refuse(editor, ProblemKind::kUnknownObject, "42704",
             "index `" + name.text + "` for table `" + owner->name + "` does not exist", name.span);
    }
    return nullptr;
  }
  const auto* index = std::get_if<Index>(&found->data);
  if (index == nullptr || index->table != id) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "`" + name.text + "` is not an index for table `" + owner->name + "`", name.span);
    return nullptr;
  }
  return found;
}

/// (tablecmds.c, ATExecReplicaIdentity)
bool refuse_replica_index(Editor& editor, ObjectId id, const Object& found, Span where) {
  const auto& index = std::get<Index>(found.data);
  const auto* table = editor.catalog().get_as<Table>(id);
  const auto wrong = [&](std::string_view sqlstate, const std::string& what) {
    refuse(editor, sqlstate == "0A000" ? ProblemKind::kNotSupported : ProblemKind::kWrongObjectKind,
           sqlstate, "cannot use " + what + " as replica identity", where);
    return true;
  };
  const std::string name = "index `" + found.name + "`";
  if (!index.unique) return wrong("42809", "non-unique " + name);
  const auto* constraint = editor.catalog().get_as<Constraint>(index.constraint);
  if (constraint != nullptr && constraint->deferrable) {
    return wrong("0A000", "non-immediate " + name);
  }
  const bool expressions = std::any_of(index.keys.begin(), index.keys.end(),
                                       [](const IndexKey& key) { return key.column == 0; });
  if (expressions) return wrong("0A000", "expression " + name);
  if (!index.predicate.empty()) return wrong("0A000", "partial " + name);
  for (const IndexKey& key : index.keys) {
    const Column* column = table == nullptr ? nullptr : find_column(*table, key.column);
    if (column == nullptr || column->not_null) continue;
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           name + " cannot be used as replica identity because column `" + column->name +
               "` is nullable",
           where);
    return true;
  }
  return false;
}

/// (cluster.c, check_index_is_clusterable)
bool refuse_clustered(Editor& editor, const Object& found, Span where) {
  const auto& index = std::get<Index>(found.data);
  const auto wrong = [&](const std::string& message) {
    refuse(editor, ProblemKind::kNotSupported, "0A000", message, where);
    return true;
  };
  const bool clusterable = index.method == "btree" || index.method == "gist";
  const bool own_method = !clusterable && index.method != "hash" && index.method != "gin" &&
                          index.method != "spgist" && index.method != "brin";
  if (!clusterable && !own_method) {
    return wrong("cannot cluster on index `" + found.name +
                 "` because access method does not support clustering");
  }
  if (!index.predicate.empty())
    return wrong("cannot cluster on partial index `" + found.name + "`");
  return false;
}

/// A logged table may not reference an unlogged one. (tablecmds.c, ATPrepChangePersistence)
bool refuse_persistence(Editor& editor, const Object& table, sql::Persistence persistence,
                        Span where) {
  const Catalog& catalog = editor.catalog();
  const bool to_logged = persistence == sql::Persistence::kPermanent;
  const auto stands_against = [&](ObjectId id) -> const Object* {
    const Object* other = catalog.get(id);
    const auto* data = other == nullptr ? nullptr : std::get_if<Table>(&other->data);
    if (data == nullptr || id == table.id) return nullptr;
    const bool unlogged = data->persistence == sql::Persistence::kUnlogged;
    return unlogged == to_logged ? other : nullptr;
  };
  const Object* found = nullptr;
  if (to_logged) {
    for (const Object* part : catalog.parts_of(table.id)) {
      const auto* key = std::get_if<Constraint>(&part->data);
      if (key == nullptr || key->referenced_table == 0 || found != nullptr) continue;
      found = stands_against(key->referenced_table);
    }
  } else {
    for (const Object* key : catalog.foreign_keys_to(table.id)) {
      if (found == nullptr) found = stands_against(std::get<Constraint>(key->data).table);
    }
  }
  if (found == nullptr) return false;
  const std::string_view state = to_logged ? "logged" : "unlogged";
  const std::string_view other = to_logged ? "unlogged" : "logged";
  editor.refuse({ProblemKind::kInvalidDefinition,
                 "42P16",
                 "could not change table `" + table.name + "` to " + std::string(state) +
                     " because of a foreign key between it and the " + std::string(other) +
                     " table `" + found->name + "`",
                 where,
                 {},
                 {Note{"`" + found->name + "` is made here", found->origin.where}}});
  return true;
}

void set_state_with_copies(Editor& editor, ObjectId trigger, sql::TriggerState state) {
  editor.edit<Trigger>(trigger)->state = state;
  for (const Object* copy : editor.catalog().children_of(trigger)) {
    set_state_with_copies(editor, copy->id, state);
  }
}

void set_rule_state(Editor& editor, ObjectId table, const sql::SetTriggerState& action) {
  const Object* rule =
      editor.catalog().find({NameSpace::kRule, std::to_string(table), action.trigger.text});
  if (rule != nullptr) editor.edit<Rule>(rule->id)->state = action.state;
}

}  // namespace

void set_column_property(Editor& editor, Target target, const sql::SetColumnProperty& action,
                         Span where) {
  const Object* owner = editor.catalog().get(target.id);
  if (std::holds_alternative<Index>(owner->data)) {
    set_index_statistics(editor, target.id, action);
    return;
  }
  if (refuse_unknown_column(editor, *owner, action.column, where)) return;
  if (action.property == sql::ColumnProperty::kStorage && refuse_storage(editor, *owner, action)) {
    return;
  }
  const Target reached{target.id, target.only || stays_here(action.property)};
  change_column(editor, reached, action.column.text,
                [&](ObjectId, Column& column) { change_property(editor, action, column); });
}

void set_options(Editor& editor, ObjectId id, const sql::SetOptions& action) {
  if (action.foreign) {
    if (Table* table = editor.edit<Table>(id)) {
      change_foreign_options(editor, table->foreign_options, action.options);
    }
    return;
  }
  Settings* settings = nullptr;
  if (Table* table = editor.edit<Table>(id)) settings = &table->options;
  if (auto* index = editor.edit<Index>(id)) settings = &index->options;
  if (auto* view = editor.edit<View>(id)) settings = &view->options;
  if (settings == nullptr) return;
  if (action.reset) {
    reset_settings(*settings, action.options);
  } else {
    set_settings(*settings, action.options);
  }
}

void set_persistence(Editor& editor, ObjectId id, sql::Persistence persistence, Span where) {
  if (auto* sequence = editor.edit<Sequence>(id)) {
    sequence->persistence = persistence;
    return;
  }
  Table* table = editor.edit<Table>(id);
  if (table == nullptr) return;
  if (table->persistence == sql::Persistence::kTemporary) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "cannot change logged status of table `" + editor.catalog().get(id)->name +
               "` because it is temporary",
           where);
    return;
  }
  if (table->persistence != persistence &&
      refuse_persistence(editor, *editor.catalog().get(id), persistence, where)) {
    return;
  }
  // What has no storage is not rewritten, and keeps what it is. (ATRewriteTables)
  if (table->partitioned_by.has_value()) return;
  table->persistence = persistence;
  // Sequences that it owns follow, from 15 on. (tablecmds.c, ATRewriteTables)
  for (const Dependency& dependency : editor.catalog().dependents_of(id)) {
    if (dependency.kind == DependencyKind::kNormal) continue;
    if (auto* owned = editor.edit<Sequence>(dependency.dependent)) owned->persistence = persistence;
  }
}

void set_tablespace(Editor& editor, ObjectId id, const sql::SetTablespace& action) {
  const std::string name = action.tablespace.text == "pg_default" ? "" : action.tablespace.text;
  if (Table* table = editor.edit<Table>(id)) table->tablespace = name;
  if (auto* index = editor.edit<Index>(id)) index->tablespace = name;
  if (auto* view = editor.edit<View>(id)) view->tablespace = name;
}

void set_access_method(Editor& editor, ObjectId id, const sql::SetAccessMethod& action) {
  const bool plain = action.method == "heap" || action.method == "default";
  const std::string method = plain ? std::string() : action.method;
  // What is so already stays as it is: the server does not rewrite the table then.
  const auto* table = editor.catalog().get_as<Table>(id);
  if (table != nullptr && table->access_method != method) {
    editor.edit<Table>(id)->access_method = method;
  }
  const auto* view = editor.catalog().get_as<View>(id);
  if (view != nullptr && view->access_method != method) {
    editor.edit<View>(id)->access_method = method;
  }
}

void set_replica_identity(Editor& editor, ObjectId id, const sql::SetReplicaIdentity& action) {
  ObjectId index = 0;
  if (action.kind == "index") {
    const Object* found = find_own_index(editor, id, action.index);
    if (found == nullptr || refuse_replica_index(editor, id, *found, action.index.span)) return;
    index = found->id;
  }
  if (Table* table = editor.edit<Table>(id)) {
    table->replica_identity = action.kind == "default" ? std::string() : action.kind;
    table->replica_index = index;
  }
}

void set_clustered(Editor& editor, ObjectId id, const sql::Name& name) {
  ObjectId index = 0;
  if (!name.empty()) {
    const Object* found = find_own_index(editor, id, name);
    if (found == nullptr || refuse_clustered(editor, *found, name.span)) return;
    index = found->id;
  }
  if (const auto* table = editor.catalog().get_as<Table>(id);
      table != nullptr && table->partitioned_by.has_value()) {
    refuse(editor, ProblemKind::kNotSupported, "0A000",
           "cannot mark index clustered in partitioned table", name.span);
    return;
  }
  if (Table* table = editor.edit<Table>(id)) table->clustered_on = index;
  if (auto* view = editor.edit<View>(id)) view->clustered_on = index;
}

void set_row_security(Editor& editor, ObjectId id, sql::RowSecurity state) {
  Table* table = editor.edit<Table>(id);
  if (table == nullptr) return;
  switch (state) {
    case sql::RowSecurity::kEnable:
      table->row_security = true;
      return;
    case sql::RowSecurity::kDisable:
      table->row_security = false;
      return;
    case sql::RowSecurity::kForce:
      table->force_row_security = true;
      return;
    case sql::RowSecurity::kNoForce:
      table->force_row_security = false;
      return;
  }
}

void set_trigger_state(Editor& editor, Target target, const sql::SetTriggerState& action) {
  const ObjectId table = target.id;
  if (action.rule) {
    set_rule_state(editor, table, action);
    return;
  }
  bool found = action.trigger.empty();
  for (const Object* part : editor.catalog().parts_of(table)) {
    if (!std::holds_alternative<Trigger>(part->data)) continue;
    if (!action.trigger.empty() && part->name != action.trigger.text) continue;
    if (target.only) {
      editor.edit<Trigger>(part->id)->state = action.state;
    } else {
      set_state_with_copies(editor, part->id, action.state);
    }
    found = true;
  }
  const NameKey key{NameSpace::kTrigger, std::to_string(table), action.trigger.text};
  if (found || editor.catalog().is_doubtful(key)) return;
  // Triggers of foreign keys have names that only the server knows.
  if (action.trigger.text.starts_with("RI_ConstraintTrigger")) return;
  std::vector<std::string> names;
  for (const Object* part : editor.catalog().parts_of(table)) {
    if (std::holds_alternative<Trigger>(part->data)) names.push_back(part->name);
  }
  refuse(editor, ProblemKind::kUnknownObject, "42704",
         "trigger `" + action.trigger.text + "` for table `" + editor.catalog().get(table)->name +
             "` does not exist",
         action.trigger.span, did_you_mean(action.trigger.text, names));
}

void run_other_action(Editor& editor, ObjectId id, const sql::OtherTableAction& action,
                      Span where) {
  const auto* table = editor.catalog().get_as<Table>(id);
  if (action.keyword == "AT_DropOids") return;
  if (action.keyword == "AT_DropOf" && table != nullptr) {
    if (table->of_type == 0) {
      refuse(editor, ProblemKind::kWrongObjectKind, "42809",
             "`" + editor.catalog().get(id)->name + "` is not a typed table", where);
      return;
    }
    editor.forget({id, 0, table->of_type, 0, DependencyKind::kNormal});
    editor.relink<Table>(id, [](Table& edited) { edited.of_type = 0; });
    return;
  }
  if (action.keyword == "AT_AddOf" && table != nullptr) {
    const Object* type = editor.catalog().find_type(action.type);
    if (type == nullptr || !std::holds_alternative<CompositeType>(type->data)) return;
    const ObjectId type_id = type->id;
    editor.forget({id, 0, table->of_type, 0, DependencyKind::kNormal});
    editor.relink<Table>(id, [type_id](Table& edited) { edited.of_type = type_id; });
    editor.depend({id, 0, type_id, 0, DependencyKind::kNormal});
    return;
  }
  editor.note_not_modelled("ALTER TABLE with the subcommand " + action.keyword);
}

}  // namespace ashlar::catalog
