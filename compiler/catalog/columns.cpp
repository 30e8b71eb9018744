#include "compiler/catalog/columns.h"

#include <algorithm>

#include "compiler/catalog/bind.h"
#include "compiler/catalog/constraints.h"
#include "compiler/catalog/references.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

/// The default and the generation expression; the latter names columns of the table, which must
/// stand in the catalog by then.
void bind_values(Editor& editor, ObjectId table, std::uint32_t number,
                 const sql::ColumnDefinition& definition) {
  if (!definition.default_value.has_value() && !definition.generated.has_value()) return;
  const auto column = [&]() -> Column* {
    std::vector<Column>* columns = edit_columns(editor, table);
    const auto at = std::find_if(columns->begin(), columns->end(),
                                 [number](const Column& c) { return c.number == number; });
    return at == columns->end() ? nullptr : &*at;
  };
  const Column* present = column();
  if (present == nullptr) return;
  const Type type = present->type;
  if (definition.default_value.has_value()) {
    SqlText text =
        bind_expression(editor, *definition.default_value, {Place::kDefault, table, type});
    depend_on_text(editor, table, number, text);
    column()->default_value = std::move(text);
  }
  if (definition.generated.has_value()) {
    SqlText text = bind_expression(editor, *definition.generated, {Place::kGenerated, table, type});
    depend_on_text(editor, table, number, text);
    column()->generated = std::move(text);
  }
}

bool has_constraint(const sql::ColumnDefinition& definition, sql::ConstraintKind kind) {
  return std::any_of(definition.constraints.begin(), definition.constraints.end(),
                     [kind](const sql::Constraint& c) { return c.kind == kind; });
}

}  // namespace

Column column_of(const Editor& editor, const sql::ColumnDefinition& definition) {
  Column column;
  column.name = definition.name.text;
  column.origin = editor.origin(definition.span);
  column.not_null = definition.not_null || definition.identity.has_value() ||
                    has_constraint(definition, sql::ConstraintKind::kPrimaryKey) ||
                    has_constraint(definition, sql::ConstraintKind::kNotNull);
  column.identity = definition.identity;
  if (definition.type.has_value()) {
    const std::string_view integer = serial_base(*definition.type);
    if (integer.empty()) {
      column.type = resolve_type(editor.catalog(), *definition.type);
    } else {
      column.type.schema = "pg_catalog";
      column.type.name = integer;
      column.not_null = true;
    }
  }
  if (definition.generated.has_value()) column.generated_kind = definition.generated_kind;
  return column;
}

void add_owned_sequence(Editor& editor, ObjectId table, std::uint32_t number, SequenceUse use,
                        Span where) {
  const Object* owner = editor.catalog().get(table);
  const auto* data = owner == nullptr ? nullptr : std::get_if<Table>(&owner->data);
  const Column* column = data == nullptr ? nullptr : find_column(*data, number);
  if (column == nullptr) return;
  std::string name =
      generated_name(editor.catalog(), owner->schema, owner->name, column->name, "seq");
  SqlText text{"nextval('" + owner->schema + "." + name + "'::regclass)", {}};
  Sequence sequence;
  sequence.owner_table = table;
  sequence.owner_column = number;
  sequence.identity = use == SequenceUse::kIdentity;
  sequence.persistence = data->persistence;
  const ObjectId id = editor.add(owner->schema, std::move(name), sequence, where);
  // What stands between `nextval(` and `::regclass`.
  text.sites.push_back(
      {8, static_cast<std::uint32_t>(text.text.size()) - 11, Site::Kind::kRelationLiteral, id, 0});
  editor.depend({id, 0, table, number,
                 sequence.identity ? DependencyKind::kInternal : DependencyKind::kAutomatic});
  for (Column& edited : editor.edit<Table>(table)->columns) {
    if (edited.number != number) continue;
    edited.sequence = id;
    if (!sequence.identity) edited.default_value = std::move(text);
  }
  if (!sequence.identity) editor.depend({table, number, id, 0, DependencyKind::kNormal});
}

void complete_column(Editor& editor, ObjectId table, std::uint32_t number,
                     const sql::ColumnDefinition& definition) {
  const Object* owner = editor.catalog().get(table);
  const std::vector<Column>* columns = owner == nullptr ? nullptr : columns_of(*owner);
  if (columns == nullptr) return;
  for (const Column& column : *columns) {
    if (column.number == number) depend_on_type(editor, table, number, column.type);
  }
  bind_values(editor, table, number, definition);
  if (definition.identity.has_value()) {
    add_owned_sequence(editor, table, number, SequenceUse::kIdentity, definition.span);
  } else if (definition.type.has_value() && !serial_base(*definition.type).empty()) {
    add_owned_sequence(editor, table, number, SequenceUse::kSerial, definition.span);
  }
}

void append_column(Editor& editor, ObjectId owner, const sql::ColumnDefinition& definition) {
  Column column = column_of(editor, definition);
  const bool of_type = editor.catalog().get_as<CompositeType>(owner) != nullptr;
  if (auto* type = editor.edit<CompositeType>(owner)) {
    column.number = type->next_attribute++;
    type->attributes.push_back(column);
  } else if (auto* table = editor.edit<Table>(owner)) {
    column.number = table->next_column++;
    table->columns.push_back(column);
  } else {
    return;
  }
  complete_column(editor, owner, column.number, definition);
  for (const Object* below : editor.catalog().children_of(owner)) {
    const ObjectId child = below->id;
    const auto* child_data = editor.catalog().get_as<Table>(child);
    if (child_data == nullptr) continue;
    if (find_column(*child_data, column.name) != nullptr) {
      for (Column& merged : editor.edit<Table>(child)->columns) {
        if (merged.name == column.name) merged.inherited += 1;
      }
      continue;
    }
    append_column(editor, child, definition);
    if (of_type) continue;  // a typed table's columns are its own
    Column& added = editor.edit<Table>(child)->columns.back();
    added.local = false;
    added.inherited = 1;
  }
}

void remove_column(Editor& editor, ObjectId table, std::uint32_t number) {
  std::vector<Column>* columns = edit_columns(editor, table);
  if (columns == nullptr) return;
  const auto at = std::find_if(columns->begin(), columns->end(),
                               [number](const Column& c) { return c.number == number; });
  if (at == columns->end()) return;
  Column gone = std::move(*at);
  columns->erase(at);
  editor.forget_column_dependencies(table, number);
  for (const Dependency& dependency : editor.catalog().dependents_of(table, number)) {
    editor.forget(dependency);
  }
  Annotations& annotations = editor.edit_common(table)->annotations;
  annotations.column_comments.erase(number);
  if (annotations.column_privileges.has_value()) {
    std::erase_if(*annotations.column_privileges,
                  [number](const Grant& grant) { return grant.column == number; });
  }
  editor.note_dropped_column(table, std::move(gone));
}

std::vector<Column>* edit_columns(Editor& editor, ObjectId id) {
  if (Table* table = editor.edit<Table>(id)) return &table->columns;
  if (auto* type = editor.edit<CompositeType>(id)) return &type->attributes;
  return nullptr;
}

const std::vector<Column>* columns_of(const Object& object) {
  if (const auto* table = std::get_if<Table>(&object.data)) return &table->columns;
  if (const auto* type = std::get_if<CompositeType>(&object.data)) return &type->attributes;
  return nullptr;
}

const Column* column_named(const Object& object, std::string_view name) {
  const std::vector<Column>* columns = columns_of(object);
  if (columns == nullptr) return nullptr;
  const auto at = std::find_if(columns->begin(), columns->end(),
                               [name](const Column& column) { return column.name == name; });
  return at == columns->end() ? nullptr : &*at;
}

}  // namespace ashlar::catalog
