// What belongs to a table and is made by a statement of its own: triggers, rules, policies,
// statistics objects.

#include "compiler/catalog/bind.h"
#include "compiler/catalog/generated_names.h"
#include "compiler/catalog/partitions.h"
#include "compiler/catalog/references.h"
#include "compiler/catalog/statements.h"

namespace ashlar::catalog {
namespace {

/// Columns of the table that an expression mentions, as normal dependencies of its part.
void depend_on_own_columns(Editor& editor, ObjectId part, ObjectId table,
                           const sql::References& references) {
  const auto* data = editor.catalog().get_as<Table>(table);
  if (data == nullptr) return;
  for (const std::uint32_t column : mentioned_columns(*data, references)) {
    editor.depend({part, 0, table, column, DependencyKind::kNormal});
  }
}

void depend_trigger(Editor& editor, ObjectId id, ObjectId table, ObjectId function,
                    const sql::CreateTrigger& statement) {
  editor.depend({id, 0, table, 0, DependencyKind::kAutomatic});
  editor.depend({id, 0, function, 0, DependencyKind::kNormal});
  if (const auto* data = editor.catalog().get_as<Table>(table)) {
    for (const sql::Name& name : statement.update_columns) {
      const Column* column = find_column(*data, name.text);
      if (column == nullptr) continue;
      editor.depend({id, 0, table, column->number, DependencyKind::kNormal});
    }
  }
  if (!statement.when.has_value()) return;
  depend_on_own_columns(editor, id, table, statement.when->references);
  depend_on_references(editor, id, 0, statement.when->references);
}

void depend_policy(Editor& editor, ObjectId id, ObjectId table,
                   const std::optional<sql::Expression>& expression) {
  if (!expression.has_value()) return;
  depend_on_own_columns(editor, id, table, expression->references);
  depend_on_references(editor, id, 0, expression->references);
}

const Object* find_part(const Catalog& catalog, NameSpace space, ObjectId table,
                        const std::string& name) {
  return catalog.find({space, std::to_string(table), name});
}

}  // namespace

void add_statistics(Editor& editor, const sql::QualifiedName& name, OtherObject statistics,
                    const std::vector<std::uint32_t>& mentioned, Span where) {
  const Object* owner = editor.catalog().get(statistics.table);
  std::string schema = owner->schema;
  std::string chosen = name.name.text;
  if (chosen.empty()) {
    std::vector<std::string> names;
    for (const IndexKey& key : statistics.keys) names.push_back(key.name);
    chosen = generated_name(editor.catalog(), schema, owner->name, join_columns(names), "stat");
  } else {
    schema = editor.catalog().creation_schema(name);
  }
  if (editor.catalog().find({NameSpace::kOther, schema, "statistics " + chosen}) != nullptr) return;
  const OtherObject data = statistics;
  const ObjectId id =
      editor.add(std::move(schema), std::move(chosen), std::move(statistics), where);
  for (const IndexKey& key : data.keys) {
    if (key.column == 0) continue;
    editor.depend({id, 0, data.table, key.column, DependencyKind::kAutomatic});
  }
  for (const std::uint32_t column : mentioned) {
    editor.depend({id, 0, data.table, column, DependencyKind::kAutomatic});
  }
}

void perform(Editor& editor, const sql::CreateTrigger& statement, Span where) {
  const Object* owner = editor.catalog().find_relation(statement.table);
  if (owner == nullptr) return;
  const ObjectId table = owner->id;
  Trigger trigger;
  trigger.table = table;
  trigger.row = statement.row;
  trigger.constraint = statement.constraint;
  const std::vector<const Object*> functions = editor.catalog().find_functions(statement.function);
  for (const Object* function : functions) {
    if (std::get<Function>(function->data).arguments.empty()) trigger.function = function->id;
  }
  ObjectId id = 0;
  if (const Object* present = editor.catalog().find_trigger(table, statement.name.text)) {
    if (!statement.or_replace) return;
    id = present->id;
    editor.relink<Trigger>(id, [&](Trigger& data) { data = trigger; });
    editor.forget_own_dependencies(id);
  } else {
    id = editor.add({}, statement.name.text, trigger, where);
  }
  depend_trigger(editor, id, table, trigger.function, statement);
  if (!statement.row) return;
  for (const Object* child : editor.catalog().children_of(table)) {
    const auto* partition = std::get_if<Table>(&child->data);
    if (partition != nullptr && partition->partition_of == table) {
      copy_trigger(editor, id, child->id, where);
    }
  }
}

void perform(Editor& editor, const sql::CreateRule& statement, Span where) {
  const Object* owner = editor.catalog().find_relation(statement.table);
  if (owner == nullptr) return;
  const ObjectId table = owner->id;
  ObjectId id = 0;
  if (const Object* present =
          find_part(editor.catalog(), NameSpace::kRule, table, statement.name.text)) {
    if (!statement.or_replace) return;
    id = present->id;
    editor.forget_own_dependencies(id);
  } else {
    Rule rule;
    rule.table = table;
    id = editor.add({}, statement.name.text, rule, where);
  }
  editor.depend({id, 0, table, 0, DependencyKind::kAutomatic});
  depend_on_references(editor, id, 0, statement.references);
}

void perform(Editor& editor, const sql::CreatePolicy& statement, Span where) {
  const Object* owner = editor.catalog().find_relation(statement.table);
  if (owner == nullptr) return;
  const ObjectId table = owner->id;
  if (find_part(editor.catalog(), NameSpace::kPolicy, table, statement.name.text) != nullptr) {
    return;
  }
  Policy policy;
  policy.table = table;
  const ObjectId id = editor.add({}, statement.name.text, policy, where);
  editor.depend({id, 0, table, 0, DependencyKind::kAutomatic});
  depend_policy(editor, id, table, statement.using_expression);
  depend_policy(editor, id, table, statement.with_check);
}

void perform(Editor& editor, const sql::AlterPolicy& statement, Span) {
  const Object* owner = editor.catalog().find_relation(statement.table);
  if (owner == nullptr) return;
  const ObjectId table = owner->id;
  const Object* policy =
      find_part(editor.catalog(), NameSpace::kPolicy, table, statement.name.text);
  if (policy == nullptr) return;
  const ObjectId id = policy->id;
  if (editor.edit<Policy>(id) == nullptr) return;
  // The old dependencies stay where one of the two expressions stays: which is which is not kept.
  if (statement.using_expression.has_value() && statement.with_check.has_value()) {
    editor.forget_own_dependencies(id);
    editor.depend({id, 0, table, 0, DependencyKind::kAutomatic});
  }
  depend_policy(editor, id, table, statement.using_expression);
  depend_policy(editor, id, table, statement.with_check);
}

void perform(Editor& editor, const sql::CreateStatistics& statement, Span where) {
  const Object* owner = editor.catalog().find_relation(statement.table);
  const auto* table = owner == nullptr ? nullptr : std::get_if<Table>(&owner->data);
  if (table == nullptr) return;
  OtherObject statistics;
  statistics.kind = sql::ObjectKind::kStatistics;
  statistics.table = owner->id;
  std::vector<std::uint32_t> mentioned;
  for (const sql::IndexElement& element : statement.elements) {
    IndexKey key;
    if (const Column* column = find_column(*table, element.column.text)) {
      key.column = column->number;
      key.name = column->name;
    } else if (element.expression.has_value()) {
      key.expression =
          bind_expression(editor, *element.expression, {Place::kStatistics, statistics.table, {}});
      key.name = "expr";
      for (const std::uint32_t number : columns_in(key.expression, statistics.table)) {
        mentioned.push_back(number);
      }
    }
    statistics.keys.push_back(std::move(key));
  }
  add_statistics(editor, statement.name, std::move(statistics), mentioned, where);
}

}  // namespace ashlar::catalog
