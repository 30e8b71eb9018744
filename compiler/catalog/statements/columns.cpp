#include "compiler/catalog/statements/columns.h"

#include <algorithm>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/dependencies/closure.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/statements/constraints.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/sequence_options.h"
#include "compiler/catalog/types.h"
#include "grammar/sql/expressions.h"

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
    depend_on_text(editor, table, number, text, table);
    // One that a parent brought has no place beside it.
    column()->default_value = {};
    column()->generated = std::move(text);
  }
}

bool has_constraint(const sql::ColumnDefinition& definition, sql::ConstraintKind kind) {
  return std::any_of(definition.constraints.begin(), definition.constraints.end(),
                     [kind](const sql::Constraint& c) { return c.kind == kind; });
}

const BuiltinType* builtin_type(const sql::TypeName& type) {
  const std::string& schema = type.name.schema.text;
  if (!schema.empty() && schema != "pg_catalog") return nullptr;
  const std::span<const BuiltinType> types = builtin_types();
  const auto at = std::find_if(types.begin(), types.end(), [&type](const BuiltinType& known) {
    return known.name == type.name.name.text;
  });
  return at == types.end() ? nullptr : &*at;
}

bool surely_without_collation(const Catalog& catalog, Type type) {
  // A domain is older than what stands on it, so this ends.
  while (const auto* domain = catalog.get_as<DomainType>(type.id)) type = Type(domain->base);
  if (type.id == 0) {
    const BuiltinType* builtin = find_builtin_type(type.name);
    return type.schema == "pg_catalog" && builtin != nullptr && !builtin->collatable;
  }
  const Object* object = catalog.get(type.id);
  return object != nullptr && !std::holds_alternative<OtherType>(object->data);
}

bool refuse_column_type(Editor& editor, const sql::ColumnDefinition& definition) {
  const sql::TypeName& type = *definition.type;
  sql::TypeName element = type;
  element.array_dimensions = 0;
  if (!serial_base(element).empty()) {
    if (type.array_dimensions == 0) return false;
    refuse(editor, ProblemKind::kNotSupported, "0A000", "array of serial is not implemented",
           type.span);
    return true;
  }
  if (refuse_missing_type(editor, type)) return true;
  const BuiltinType* builtin = builtin_type(type);
  if (builtin == nullptr) {
    if (definition.collation.name.empty() ||
        !surely_without_collation(editor.catalog(), resolve_type(editor.catalog(), type))) {
      return false;
    }
    refuse(editor, ProblemKind::kTypeMismatch, "42804",
           "collations are not supported by type `" + std::string(editor.text(type.span)) + "`",
           definition.collation.span);
    return true;
  }
  if (builtin->kind == 'p') {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "column `" + definition.name.text + "` has pseudo-type `" + type.name.name.text + "`",
           type.span);
    return true;
  }
  if (!definition.collation.name.empty() && !builtin->collatable) {
    refuse(editor, ProblemKind::kTypeMismatch, "42804",
           "collations are not supported by type `" + std::string(editor.text(type.span)) + "`",
           definition.collation.span);
    return true;
  }
  return false;
}

}  // namespace

bool refuse_column_definition(Editor& editor, const sql::ColumnDefinition& definition) {
  // Clauses first: the parser looks at them before anybody looks at the type. (parse_utilcmd.c,
  // transformColumnDefinition)
  const bool serial = definition.type.has_value() && !serial_base(*definition.type).empty();
  const auto wrong = [&](const std::string& message, Span where) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42601",
           message + " for column `" + definition.name.text + "`", where);
    return true;
  };
  const auto& value = definition.default_value;
  if (value.has_value() && serial) return wrong("multiple default values specified", value->span);
  if (value.has_value() && definition.identity.has_value()) {
    return wrong("both default and identity specified", value->span);
  }
  if (value.has_value() && definition.generated.has_value()) {
    return wrong("both default and generation expression specified", value->span);
  }
  if (definition.identity.has_value() && definition.generated.has_value()) {
    return wrong("both identity and generation expression specified", definition.generated->span);
  }
  return definition.type.has_value() && refuse_column_type(editor, definition);
}

Column column_of(const Editor& editor, const sql::ColumnDefinition& definition) {
  Column column;
  column.name = definition.name.text;
  column.origin = editor.origin(definition.span);
  column.not_null = definition.not_null || definition.identity.has_value() ||
                    has_constraint(definition, sql::ConstraintKind::kPrimaryKey) ||
                    has_constraint(definition, sql::ConstraintKind::kNotNull);
  column.not_null_name = definition.not_null_constraint.text;
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
  column.collation = collation_named(editor.catalog(), definition.collation);
  column.storage = kept_storage(editor.catalog(), column.type, definition.storage);
  column.compression = kept_compression(definition.compression);
  for (const sql::Option& option : definition.foreign_options) {
    column.foreign_options.push_back({option.name, option.value});
  }
  return column;
}

std::string kept_storage(const Catalog& catalog, const Type& type, const std::string& written) {
  std::string storage = written;
  std::transform(storage.begin(), storage.end(), storage.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (storage == "default" || storage == natural_storage(catalog, type)) return {};
  return storage;
}

std::string kept_compression(const std::string& written) {
  return written == "default" ? std::string() : written;
}

OwnedSequence serial_sequence(const Type& type) {
  return {false, {}, sequence_of_type({}, type.name, SequenceChange::kCreate)};
}

std::optional<OwnedSequence> identity_sequence(Editor& editor, const Type& type,
                                               const std::vector<sql::Option>& options,
                                               Span where) {
  if (!is_sequence_type(type)) {
    // A domain over an integer does not do either; an unknown type may be anything.
    if (!type.schema.empty()) {
      refuse(editor, ProblemKind::kInvalidDefinition, "22023",
             "identity column type must be smallint, integer, or bigint", where);
    }
    return std::nullopt;
  }
  const std::optional<SequenceOptions> made =
      changed_sequence(editor, sequence_of_type({}, type.name, SequenceChange::kCreate), options,
                       SequenceChange::kCreate, where);
  if (!made.has_value()) return std::nullopt;
  return OwnedSequence{true, given_sequence_name(options), *made};
}

void add_owned_sequence(Editor& editor, ObjectId table, std::uint32_t number,
                        const OwnedSequence& wanted, Span where) {
  const Object* owner = editor.catalog().get(table);
  const auto* data = owner == nullptr ? nullptr : std::get_if<Table>(&owner->data);
  const Column* column = data == nullptr ? nullptr : find_column(*data, number);
  if (column == nullptr) return;
  std::string schema = wanted.name.schema.empty() ? owner->schema : wanted.name.schema.text;
  std::string name = wanted.name.name.text;
  if (name.empty()) {
    name = generated_name(editor.catalog(), schema, owner->name, column->name, "seq");
  }
  SqlText text{"nextval('" + schema + "." + name + "'::regclass)", {}};
  Sequence sequence;
  sequence.owner_table = table;
  sequence.owner_column = number;
  sequence.identity = wanted.identity;
  sequence.options = wanted.options;
  sequence.persistence = data->persistence;
  const std::string table_owner = owner->owner;
  const ObjectId id = editor.add(std::move(schema), std::move(name), sequence, where);
  // (parse_utilcmd.c, generateSerialExtraStmts)
  editor.edit_common(id)->owner = table_owner;
  // What stands between `nextval(` and `::regclass`.
  text.sites.push_back(
      {8, static_cast<std::uint32_t>(text.text.size()) - 11, Site::Kind::kRelationLiteral, id, 0});
  editor.depend({id, 0, table, number,
                 sequence.identity ? DependencyKind::kInternal : DependencyKind::kAutomatic});
  for (Column& edited : editor.edit<Table>(table)->columns) {
    if (edited.number != number) continue;
    edited.sequence = id;
    if (!sequence.identity) edited.default_value = text;
  }
  if (!sequence.identity) editor.depend({table, number, id, 0, DependencyKind::kNormal});
}

void complete_column(Editor& editor, ObjectId table, std::uint32_t number,
                     const sql::ColumnDefinition& definition) {
  const Object* owner = editor.catalog().get(table);
  const std::vector<Column>* columns = owner == nullptr ? nullptr : columns_of(*owner);
  if (columns == nullptr) return;
  for (const Column& each : *columns) {
    if (each.number != number) continue;
    const ObjectId collation = each.collation.id;
    depend_on_type(editor, table, number, each.type);
    editor.depend({table, number, collation, 0, DependencyKind::kNormal});
    break;
  }
  bind_values(editor, table, number, definition);
  const auto* data = editor.catalog().get_as<Table>(table);
  const Column* column = data == nullptr ? nullptr : find_column(*data, number);
  if (column == nullptr) return;
  if (definition.identity.has_value()) {
    if (const auto wanted = identity_sequence(editor, Type(column->type),
                                              definition.identity_options, definition.span)) {
      add_owned_sequence(editor, table, number, *wanted, definition.span);
    }
  } else if (definition.type.has_value() && !serial_base(*definition.type).empty()) {
    add_owned_sequence(editor, table, number, serial_sequence(column->type), definition.span);
  }
}

namespace {

/// A serial column has its sequence in the table that is named alone. (parse_utilcmd.c,
/// generateSerialExtraStmts)
sql::ColumnDefinition inherited_definition(const sql::ColumnDefinition& definition) {
  sql::ColumnDefinition below = definition;
  if (!below.type.has_value()) return below;
  const std::string_view integer = serial_base(*below.type);
  if (integer.empty()) return below;
  below.type->name.schema.text = "pg_catalog";
  below.type->name.name.text = integer;
  below.not_null = true;
  return below;
}

/// Gives the column a default that was made for the table above.
void set_made_default(Editor& editor, ColumnRef ref, const SqlText& value) {
  std::vector<Column>* columns = edit_columns(editor, ref.table);
  if (value.empty() || columns == nullptr) return;
  for (Column& column : *columns) {
    if (column.number == ref.number) column.default_value = value;
  }
  depend_on_text(editor, ref.table, ref.number, value);
}

/// `serial_default` is what a serial column of the table above has; empty: it is none.
void append(Editor& editor, ObjectId owner, const sql::ColumnDefinition& definition,
            SqlText serial_default) {
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
  set_made_default(editor, {owner, column.number}, serial_default);
  if (definition.type.has_value() && !serial_base(*definition.type).empty()) {
    serial_default = column_named(*editor.catalog().get(owner), column.name)->default_value;
  }
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
    append(editor, child, inherited_definition(definition), serial_default);
    if (of_type) continue;  // a typed table's columns are its own
    Column& added = editor.edit<Table>(child)->columns.back();
    added.local = false;
    added.inherited = 1;
  }
}

}  // namespace

void append_column(Editor& editor, ObjectId owner, const sql::ColumnDefinition& definition) {
  append(editor, owner, definition, {});
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
