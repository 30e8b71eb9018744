// CREATE and ALTER of enums, composite types and domains.

#include <algorithm>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/dependencies/closure.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/constraints.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/new_types.h"
#include "compiler/catalog/statements/routines.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

std::vector<EnumValue>::iterator find_label(EnumType& type, const std::string& label) {
  return std::find_if(type.values.begin(), type.values.end(),
                      [&label](const EnumValue& value) { return value.label == label; });
}

std::vector<std::string> labels_of(const EnumType& type) {
  std::vector<std::string> labels;
  for (const EnumValue& value : type.values) labels.push_back(value.label);
  return labels;
}

void refuse_unknown_label(Editor& editor, const EnumType& type, const sql::Name& label) {
  refuse(editor, ProblemKind::kUnknownObject, "22023",
         "`" + label.text + "` is not an existing enum label", label.span,
         did_you_mean(label.text, labels_of(type)));
}

void refuse_duplicate_label(Editor& editor, const sql::Name& label) {
  refuse(editor, ProblemKind::kDuplicateObject, "42710",
         "enum label `" + label.text + "` already exists", label.span);
}

/// True where the type is changed. (pg_enum.c, AddEnumLabel)
bool add_value(Editor& editor, EnumType& type, const sql::AlterEnum& statement, bool certain) {
  if (find_label(type, statement.new_value.text) != type.values.end()) {
    if (!statement.if_not_exists && certain) refuse_duplicate_label(editor, statement.new_value);
    return false;
  }
  auto at = type.values.end();
  if (!statement.neighbor.empty()) {
    at = find_label(type, statement.neighbor.text);
    if (at == type.values.end()) {
      if (certain) refuse_unknown_label(editor, type, statement.neighbor);
      return false;
    }
    if (statement.after) ++at;
  }
  type.values.insert(
      at, {type.next_number++, statement.new_value.text, editor.origin(statement.new_value.span)});
  return true;
}

/// True where the type is changed. (pg_enum.c, RenameEnumLabel)
bool rename_value(Editor& editor, EnumType& type, const sql::AlterEnum& statement, bool certain) {
  const auto at = find_label(type, statement.old_value.text);
  if (at == type.values.end()) {
    if (certain) refuse_unknown_label(editor, type, statement.old_value);
    return false;
  }
  if (find_label(type, statement.new_value.text) != type.values.end()) {
    if (certain) refuse_duplicate_label(editor, statement.new_value);
    return false;
  }
  at->label = statement.new_value.text;
  return true;
}

const Object* find_domain_constraint(Editor& editor, ObjectId domain, const sql::Name& name,
                                     bool if_exists, Span where) {
  const Object* constraint = editor.catalog().find_constraint(domain, name.text);
  if (constraint != nullptr || if_exists) return constraint;
  const Object* owner = editor.catalog().get(domain);
  if (editor.catalog().is_doubtful() ||
      editor.catalog().is_doubtful({NameSpace::kConstraint, std::to_string(domain), name.text})) {
    return nullptr;
  }
  std::vector<std::string> names;
  for (const Object* part : editor.catalog().parts_of(domain)) names.push_back(part->name);
  refuse(editor, ProblemKind::kUnknownObject, "42704",
         "constraint `" + name.text + "` of domain `" + owner->name + "` does not exist",
         span_of(name, where), did_you_mean(name.text, names));
  return nullptr;
}

void drop_domain_constraint(Editor& editor, ObjectId domain, const sql::AlterDomain& statement) {
  const Object* constraint = find_domain_constraint(editor, domain, statement.constraint_name,
                                                    statement.if_exists, statement.name.span);
  if (constraint == nullptr) return;
  drop(editor, close_over(editor.catalog(), {constraint->id}, {}, Reach::kOwn));
}

void validate_domain_constraint(Editor& editor, ObjectId domain,
                                const sql::AlterDomain& statement) {
  const Object* constraint =
      find_domain_constraint(editor, domain, statement.constraint_name, false, statement.name.span);
  if (constraint == nullptr) return;
  editor.edit<Constraint>(constraint->id)->validated = true;
}

void add_domain_constraint(Editor& editor, ObjectId domain, const sql::Constraint& constraint) {
  if (constraint.kind == sql::ConstraintKind::kNotNull) {
    editor.edit<DomainType>(domain)->not_null = true;
    return;
  }
  const Object* present = constraint.name.empty()
                              ? nullptr
                              : editor.catalog().find_constraint(domain, constraint.name.text);
  if (present != nullptr) {
    refuse(editor, ProblemKind::kDuplicateObject, "42710",
           "constraint `" + constraint.name.text + "` for domain `" +
               editor.catalog().get(domain)->name + "` already exists",
           constraint.name.span);
    return;
  }
  add_domain_check(editor, domain, constraint);
}

void set_domain_default(Editor& editor, ObjectId id,
                        const std::optional<sql::Expression>& expression) {
  const Type base = editor.catalog().get_as<DomainType>(id)->base;
  SqlText text = expression.has_value()
                     ? bind_expression(editor, *expression, {Place::kDefault, 0, base})
                     : SqlText{};
  editor.forget_own_dependencies(id);
  depend_on_type(editor, id, 0, base);
  if (const Object* collation =
          editor.catalog().get(editor.catalog().get_as<DomainType>(id)->collation.id)) {
    editor.depend({id, 0, collation->id, 0, DependencyKind::kNormal});
  }
  depend_on_text(editor, id, 0, text);
  editor.edit<DomainType>(id)->default_value = std::move(text);
}

NameRef collation_of(const Catalog& catalog, const sql::QualifiedName& name) {
  NameRef collation;
  if (name.name.empty()) return collation;
  collation.schema = name.schema.text;
  collation.name = name.name.text;
  sql::ObjectRef reference;
  reference.kind = sql::ObjectKind::kCollation;
  reference.name = name;
  if (const Object* object = find_object(catalog, reference)) {
    collation.schema = object->schema;
    collation.id = object->id;
  }
  return collation;
}

/// The type that ALTER names; null where there is none, and then the statement is refused if that
/// is sure.
const Object* require_altered_type(Editor& editor, const sql::QualifiedName& name) {
  const Object* object = editor.catalog().find_type(name);
  if (object != nullptr) return object;
  sql::TypeName written;
  written.name = name;
  refuse_missing_type(editor, written);
  return nullptr;
}

}  // namespace

void perform(Editor& editor, const sql::CreateEnum& statement, Span where) {
  std::string schema = schema_of_new_type(editor, statement.name);
  if (schema.empty()) return;
  EnumType type;
  for (const sql::Name& value : statement.values) {
    type.values.push_back({type.next_number++, value.text, editor.origin(value.span)});
  }
  editor.add(std::move(schema), statement.name.name.text, std::move(type), where);
}

void perform(Editor& editor, const sql::AlterEnum& statement, Span) {
  const Object* object = require_altered_type(editor, statement.name);
  if (object == nullptr) return;
  const auto* present = std::get_if<EnumType>(&object->data);
  const bool certain =
      !editor.catalog().is_doubtful() &&
      !editor.catalog().is_doubtful({NameSpace::kType, object->schema, object->name});
  if (present == nullptr) {
    if (!certain) return;
    refuse(editor, ProblemKind::kWrongObjectKind, "42809", "`" + object->name + "` is not an enum",
           statement.name.name.span);
    return;
  }
  const ObjectId id = object->id;
  EnumType type = *present;
  const bool changed = statement.old_value.empty() ? add_value(editor, type, statement, certain)
                                                   : rename_value(editor, type, statement, certain);
  if (changed) *editor.edit<EnumType>(id) = std::move(type);
}

void perform(Editor& editor, const sql::CreateComposite& statement, Span where) {
  std::string schema = schema_of_new_type(editor, statement.name);
  if (schema.empty()) return;
  // It is a relation too. (typecmds.c, DefineCompositeType)
  if (refuse_taken_relation(editor, schema, statement.name.name, IfTaken::kRefuse)) return;
  CompositeType type;
  std::vector<std::string> names;
  for (const sql::ColumnDefinition& definition : statement.attributes) {
    if (definition.type.has_value() && refuse_missing_type(editor, *definition.type)) return;
    if (std::find(names.begin(), names.end(), definition.name.text) != names.end()) {
      refuse(editor, ProblemKind::kDuplicateColumn, "42701",
             "column `" + definition.name.text + "` specified more than once",
             definition.name.span);
      return;
    }
    names.push_back(definition.name.text);
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
  std::string schema = schema_of_new_type(editor, statement.name);
  if (schema.empty()) return;
  DomainType domain;
  domain.base = resolve_type(editor.catalog(), statement.type);
  if (refuse_missing_type(editor, statement.type)) return;
  domain.not_null = statement.not_null;
  domain.collation = collation_of(editor.catalog(), statement.collation);
  const Type base = domain.base;
  const ObjectId collation = domain.collation.id;
  if (const auto* below = editor.catalog().get_as<DomainType>(base.id)) {
    if (base.array_dimensions == 0) domain.default_value = below->default_value;
  }
  const ObjectId id =
      editor.add(std::move(schema), statement.name.name.text, std::move(domain), where);
  depend_on_type(editor, id, 0, base);
  editor.depend({id, 0, collation, 0, DependencyKind::kNormal});
  if (statement.default_value.has_value()) set_domain_default(editor, id, statement.default_value);
  for (const sql::Constraint& constraint : statement.constraints) {
    add_domain_constraint(editor, id, constraint);
  }
}

void perform(Editor& editor, const sql::AlterDomain& statement, Span) {
  const Object* object = require_altered_type(editor, statement.name);
  if (object == nullptr) return;
  const ObjectId id = object->id;
  if (!std::holds_alternative<DomainType>(object->data)) {
    if (editor.catalog().is_doubtful({NameSpace::kType, object->schema, object->name})) return;
    refuse(editor, ProblemKind::kWrongObjectKind, "42809", "`" + object->name + "` is not a domain",
           statement.name.name.span);
    return;
  }
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
      if (statement.constraint.has_value()) {
        add_domain_constraint(editor, id, *statement.constraint);
      }
      return;
    case Change::kDropConstraint:
      drop_domain_constraint(editor, id, statement);
      return;
    case Change::kValidateConstraint:
      validate_domain_constraint(editor, id, statement);
      return;
  }
}

}  // namespace ashlar::catalog
