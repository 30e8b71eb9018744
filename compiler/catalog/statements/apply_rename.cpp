// RENAME and SET SCHEMA of every kind.

#include <algorithm>

#include "compiler/catalog/dependencies/closure.h"
#include "compiler/catalog/refusals/drop_refusals.h"
#include "compiler/catalog/refusals/rename_refusals.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/extension_members.h"
#include "compiler/catalog/statements/routines.h"
#include "compiler/catalog/statements/schemas.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

bool is_free(const Catalog& catalog, const Object& object, const std::string& name) {
  const bool relation =
      std::holds_alternative<Table>(object.data) || std::holds_alternative<View>(object.data) ||
      std::holds_alternative<Index>(object.data) || std::holds_alternative<Sequence>(object.data);
  if (relation) return catalog.find({NameSpace::kRelation, object.schema, name}) == nullptr;
  if (const auto* constraint = std::get_if<Constraint>(&object.data)) {
    return catalog.find_constraint(constraint->table, name) == nullptr;
  }
  return true;
}

/// The index and its constraint bear one name: renaming either renames the other.
void rename_partner(Editor& editor, ObjectId id, const std::string& name) {
  if (const auto* index = editor.catalog().get_as<Index>(id)) {
    if (index->constraint != 0) editor.rename(index->constraint, name);
  } else if (const auto* constraint = editor.catalog().get_as<Constraint>(id)) {
    const bool key = constraint->kind != sql::ConstraintKind::kForeignKey;
    if (key && constraint->index != 0) editor.rename(constraint->index, name);
  }
}

void rename_column(Editor& editor, ObjectId table, const std::string& from, const std::string& to) {
  std::vector<Column>* columns = edit_columns(editor, table);
  if (columns == nullptr) {
    if (auto* view = editor.edit<View>(table)) {
      std::replace(view->columns.begin(), view->columns.end(), from, to);
    }
    return;
  }
  const auto named = [columns](const std::string& name) {
    return std::any_of(columns->begin(), columns->end(),
                       [&name](const Column& column) { return column.name == name; });
  };
  if (named(to)) return;
  for (Column& column : *columns) {
    if (column.name == from) column.name = to;
  }
  for (const Object* child : editor.catalog().children_of(table)) {
    rename_column(editor, child->id, from, to);
  }
}

/// CHECK constraints keep one name through the tables that inherit them.
void rename_inherited_checks(Editor& editor, ObjectId table, const std::string& from,
                             const std::string& to) {
  for (const Object* child : editor.catalog().children_of(table)) {
    const ObjectId child_id = child->id;
    const Object* below = editor.catalog().find_constraint(child_id, from);
    const auto* check = below == nullptr ? nullptr : std::get_if<Constraint>(&below->data);
    if (check == nullptr || check->kind != sql::ConstraintKind::kCheck || check->inherited == 0) {
      continue;
    }
    editor.rename(below->id, to);
    rename_inherited_checks(editor, child_id, from, to);
  }
}

void rename_constraint(Editor& editor, ObjectId id, const std::string& to) {
  const Object* object = editor.catalog().get(id);
  const Constraint constraint = std::get<Constraint>(object->data);
  const std::string from = object->name;
  editor.rename(id, to);
  rename_partner(editor, id, to);
  if (constraint.kind == sql::ConstraintKind::kCheck) {
    rename_inherited_checks(editor, constraint.table, from, to);
  }
}

/// A row trigger of a partitioned table and its partitions' copies bear one name.
void rename_copies(Editor& editor, ObjectId trigger, const std::string& to) {
  for (const Object* copy : editor.catalog().children_of(trigger)) {
    const ObjectId id = copy->id;
    editor.rename(id, to);
    rename_copies(editor, id, to);
  }
}

void rename_enum_value(Editor& editor, ObjectId id, const std::string& from,
                       const std::string& to) {
  auto* type = editor.edit<EnumType>(id);
  if (type == nullptr) return;
  for (EnumValue& value : type->values) {
    if (value.label == from) value.label = to;
  }
}

/// What moves with a table to another schema: indexes, constraints, owned sequences.
/// (tablecmds.c, AlterTableNamespaceInternal)
void move_with_parts(Editor& editor, ObjectId id, const std::string& schema) {
  std::vector<ObjectId> moving{id};
  for (const Object* part : editor.catalog().parts_of(id)) {
    if (std::holds_alternative<Index>(part->data) ||
        std::holds_alternative<Constraint>(part->data)) {
      moving.push_back(part->id);
    }
  }
  for (const Dependency& dependency : editor.catalog().dependents_of(id)) {
    const bool owned = dependency.kind != DependencyKind::kNormal &&
                       editor.catalog().get_as<Sequence>(dependency.dependent) != nullptr;
    if (owned) moving.push_back(dependency.dependent);
  }
  for (const ObjectId each : moving) editor.move(each, schema);
}

/// Null where there is none: of a routine it is refused then, if that is sure.
const Object* find_named(Editor& editor, const sql::ObjectRef& reference, Span where) {
  using sql::ObjectKind;
  const ObjectKind kind = reference.kind;
  const bool routine = kind == ObjectKind::kFunction || kind == ObjectKind::kProcedure ||
                       kind == ObjectKind::kRoutine || kind == ObjectKind::kAggregate;
  return routine ? require_routine(editor, reference, where)
                 : find_object(editor.catalog(), reference);
}

bool name_taken(const Catalog& catalog, const Object& object, const std::string& schema) {
  if (const auto* function = std::get_if<Function>(&object.data)) {
    return catalog.find({NameSpace::kFunction, schema, object.name + signature(*function)}) !=
           nullptr;
  }
  return catalog.find({NameSpace::kRelation, schema, object.name}) != nullptr;
}

}  // namespace

void perform(Editor& editor, const sql::Rename& statement, Span where) {
  const std::string& to = statement.new_name.text;
  const Object* object = find_named(editor, statement.object, where);
  if (object == nullptr) {
    if (!statement.if_exists && !editor.has_refused())
      refuse_unknown_renamed(editor, statement, where);
    return;
  }
  if (to.empty() || refuse_rename(editor, *object, statement, where)) return;
  const ObjectId id = object->id;
  if (statement.object.kind == sql::ObjectKind::kColumn ||
      statement.object.kind == sql::ObjectKind::kAttribute) {
    rename_column(editor, id, statement.object.part.text, to);
    return;
  }
  if (statement.object.kind == sql::ObjectKind::kEnumValue) {
    rename_enum_value(editor, id, statement.object.part.text, to);
    return;
  }
  if (!is_free(editor.catalog(), *object, to)) return;
  if (std::holds_alternative<Schema>(object->data)) {
    rename_schema(editor, id, statement.new_name);
    return;
  }
  if (std::holds_alternative<Constraint>(object->data)) {
    rename_constraint(editor, id, to);
    return;
  }
  editor.rename(id, to);
  rename_partner(editor, id, to);
  if (std::holds_alternative<Trigger>(object->data)) rename_copies(editor, id, to);
}

void perform(Editor& editor, const sql::SetSchema& statement, Span where) {
  const std::string& schema = statement.new_schema.text;
  const Object* object = find_named(editor, statement.object, where);
  if (object == nullptr) {
    if (!statement.if_exists && !editor.has_refused())
      refuse_missing(editor, statement.object, where);
    return;
  }
  if (schema.empty() || refuse_move(editor, *object, statement)) return;
  if (object->schema == schema) return;
  const ObjectId id = object->id;
  if (std::holds_alternative<Extension>(object->data)) {
    move_extension(editor, id, statement.new_schema);
    return;
  }
  if (object->schema.empty() || name_taken(editor.catalog(), *object, schema)) return;
  if (std::holds_alternative<Table>(object->data) || std::holds_alternative<View>(object->data)) {
    move_with_parts(editor, id, schema);
    return;
  }
  editor.move(id, schema);
  if (std::holds_alternative<DomainType>(object->data)) {
    for (const Object* part : editor.catalog().parts_of(id)) editor.move(part->id, schema);
  }
}

}  // namespace ashlar::catalog
