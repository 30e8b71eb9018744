// CREATE and ALTER of enums, composite types and domains.

#include <algorithm>

#include "compiler/catalog/bind.h"
#include "compiler/catalog/closure.h"
#include "compiler/catalog/columns.h"
#include "compiler/catalog/constraints.h"
#include "compiler/catalog/references.h"
#include "compiler/catalog/statements.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

/// The schema for a new type of this name; empty where it cannot be made.
std::string free_schema(const Catalog& catalog, const sql::QualifiedName& name) {
  std::string schema = catalog.creation_schema(name);
  if (catalog.find({NameSpace::kType, schema, name.name.text}) != nullptr) return {};
  return schema;
}

std::vector<EnumValue>::iterator find_label(EnumType& type, const std::string& label) {
  return std::find_if(type.values.begin(), type.values.end(),
                      [&label](const EnumValue& value) { return value.label == label; });
}

void add_value(Editor& editor, EnumType& type, const sql::AlterEnum& statement) {
  if (find_label(type, statement.new_value.text) != type.values.end()) return;
  auto at = type.values.end();
  if (!statement.neighbor.empty()) {
    at = find_label(type, statement.neighbor.text);
    if (at == type.values.end()) return;
    if (statement.after) ++at;
  }
  type.values.insert(
      at, {type.next_number++, statement.new_value.text, editor.origin(statement.new_value.span)});
}

void rename_value(EnumType& type, const sql::AlterEnum& statement) {
  const auto at = find_label(type, statement.old_value.text);
  if (at == type.values.end()) return;
  if (find_label(type, statement.new_value.text) != type.values.end()) return;
  at->label = statement.new_value.text;
}

void drop_domain_constraint(Editor& editor, ObjectId domain, const std::string& name) {
  const Object* constraint = editor.catalog().find_constraint(domain, name);
  if (constraint == nullptr) return;
  drop(editor, close_over(editor.catalog(), {constraint->id}, {}, Reach::kOwn));
}

void validate_domain_constraint(Editor& editor, ObjectId domain, const std::string& name) {
  const Object* constraint = editor.catalog().find_constraint(domain, name);
  if (constraint == nullptr) return;
  editor.edit<Constraint>(constraint->id)->validated = true;
}

void set_domain_default(Editor& editor, ObjectId id,
                        const std::optional<sql::Expression>& expression) {
  auto* domain = editor.edit<DomainType>(id);
  domain->default_value =
      expression.has_value()
          ? bind_expression(editor, *expression, {Place::kDefault, 0, domain->base})
          : SqlText{};
  depend_on_text(editor, id, 0, SqlText(domain->default_value));
}

}  // namespace

void perform(Editor& editor, const sql::CreateEnum& statement, Span where) {
  std::string schema = free_schema(editor.catalog(), statement.name);
  if (schema.empty()) return;
  EnumType type;
  for (const sql::Name& value : statement.values) {
    type.values.push_back({type.next_number++, value.text, editor.origin(value.span)});
  }
  editor.add(std::move(schema), statement.name.name.text, std::move(type), where);
}

void perform(Editor& editor, const sql::AlterEnum& statement, Span) {
  const Object* object = editor.catalog().find_type(statement.name);
  if (object == nullptr || !std::holds_alternative<EnumType>(object->data)) return;
  EnumType type = std::get<EnumType>(object->data);
  if (statement.old_value.empty()) {
    add_value(editor, type, statement);
  } else {
    rename_value(type, statement);
  }
  *editor.edit<EnumType>(object->id) = std::move(type);
}

void perform(Editor& editor, const sql::CreateComposite& statement, Span where) {
  std::string schema = free_schema(editor.catalog(), statement.name);
  if (schema.empty()) return;
  CompositeType type;
  for (const sql::ColumnDefinition& definition : statement.attributes) {
    Column attribute = column_of(editor, definition);
    attribute.number = type.next_attribute++;
    type.attributes.push_back(std::move(attribute));
  }
  const std::vector<Column> attributes = type.attributes;
  const ObjectId id =
      editor.add(std::move(schema), statement.name.name.text, std::move(type), where);
  for (const Column& attribute : attributes) {
    depend_on_type(editor, id, attribute.number, attribute.type);
  }
}

void perform(Editor& editor, const sql::CreateDomain& statement, Span where) {
  std::string schema = free_schema(editor.catalog(), statement.name);
  if (schema.empty()) return;
  DomainType domain;
  domain.base = resolve_type(editor.catalog(), statement.type);
  domain.not_null = statement.not_null;
  const Type base = domain.base;
  if (const auto* below = editor.catalog().get_as<DomainType>(base.id)) {
    if (base.array_dimensions == 0) domain.default_value = below->default_value;
  }
  const ObjectId id =
      editor.add(std::move(schema), statement.name.name.text, std::move(domain), where);
  depend_on_type(editor, id, 0, base);
  if (statement.default_value.has_value()) set_domain_default(editor, id, statement.default_value);
  for (const sql::Constraint& constraint : statement.constraints) {
    if (constraint.kind == sql::ConstraintKind::kCheck) {
      add_domain_check(editor, id, constraint);
    } else if (constraint.kind == sql::ConstraintKind::kNotNull) {
      editor.edit<DomainType>(id)->not_null = true;
    }
  }
}

void perform(Editor& editor, const sql::AlterDomain& statement, Span) {
  const Object* object = editor.catalog().find_type(statement.name);
  if (object == nullptr || !std::holds_alternative<DomainType>(object->data)) return;
  const ObjectId id = object->id;
  using Change = sql::AlterDomain::Change;
  switch (statement.change) {
    case Change::kDefault:
      set_domain_default(editor, id, statement.default_value);
      return;
    case Change::kDropDefault:
      set_domain_default(editor, id, std::nullopt);
      return;
    case Change::kSetNotNull:
      editor.edit<DomainType>(id)->not_null = true;
      return;
    case Change::kDropNotNull:
      editor.edit<DomainType>(id)->not_null = false;
      return;
    case Change::kAddConstraint:
      if (statement.constraint.has_value()) add_domain_check(editor, id, *statement.constraint);
      return;
    case Change::kDropConstraint:
      drop_domain_constraint(editor, id, statement.constraint_name.text);
      return;
    case Change::kValidateConstraint:
      validate_domain_constraint(editor, id, statement.constraint_name.text);
      return;
  }
}

}  // namespace ashlar::catalog
