#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/constraint_text.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"
#include "grammar/text/overload.h"

namespace ashlar::schema {
namespace {

using postgres::quote_identifier;

std::string enum_text(const catalog::EnumType& type) {
  std::vector<std::string> labels;
  for (const catalog::EnumValue& value : type.values) {
    labels.push_back(postgres::quote_literal(value.label));
  }
  return labels.empty() ? " AS ENUM ()" : " AS ENUM (\n    " + joined(labels, ",\n    ") + "\n)";
}

std::string composite_text(const Catalog& catalog, const catalog::CompositeType& type) {
  std::vector<std::string> attributes;
  for (const catalog::Column& attribute : type.attributes) {
    attributes.push_back(quote_identifier(attribute.name) + " " +
                         type_text(catalog, attribute.type) +
                         collate_text(catalog, attribute.collation));
  }
  return attributes.empty() ? " AS ()" : " AS (\n    " + joined(attributes, ",\n    ") + "\n)";
}

std::string domain_text(const Catalog& catalog, const Object& object,
                        const catalog::DomainType& type) {
  std::string text = " AS " + type_text(catalog, type.base) + collate_text(catalog, type.collation);
  if (!type.default_value.empty()) {
    text += "\n    DEFAULT " + simple_expression_text(catalog, type.default_value);
  }
  if (type.not_null) text += "\n    NOT NULL";
  for (const Object* part : catalog.parts_of(object.id)) {
    const auto* check = std::get_if<catalog::Constraint>(&part->data);
    if (check == nullptr || !check->validated) continue;
    if (check->kind == sql::ConstraintKind::kCheck) {
      text += "\n    " + constraint_text(catalog, *part);
    }
  }
  return text;
}

/// The name a range's multirange gets by itself. (src/backend/catalog/pg_type.c,
/// makeMultirangeTypeName)
std::string usual_multirange_name(std::string name) {
  const std::size_t at = name.find("range");
  if (at == std::string::npos) return name + "_multirange";
  return name.insert(at, "multi");
}

std::string range_text(const Catalog& catalog, const Object& object,
                       const catalog::RangeType& type) {
  std::vector<std::string> parts{"SUBTYPE = " + type_text(catalog, type.subtype)};
  if (!type.operator_class.empty()) {
    parts.push_back("SUBTYPE_OPCLASS = " + reference_text(catalog, type.operator_class));
  }
  if (!type.collation.empty()) {
    parts.push_back("COLLATION = " + reference_text(catalog, type.collation));
  }
  for (const catalog::Setting& setting : type.functions) {
    parts.push_back(upper(setting.name) + " = " + setting.value);
  }
  const Object* multirange = catalog.get(type.multirange);
  const std::string name = multirange == nullptr ? type.multirange_name : multirange->name;
  if (!name.empty() && name != usual_multirange_name(object.name)) {
    parts.push_back("MULTIRANGE_TYPE_NAME = " + qualified_text(object.schema, name));
  }
  return " AS RANGE (\n    " + joined(parts, ",\n    ") + "\n)";
}

std::string base_type_text(const catalog::OtherType& type) {
  std::vector<std::string> parts;
  for (const catalog::Setting& setting : type.definition) {
    parts.push_back(setting.value.empty() ? upper(setting.name)
                                          : upper(setting.name) + " = " + setting.value);
  }
  return " (\n    " + joined(parts, ",\n    ") + "\n)";
}

void need_attributes(const std::vector<catalog::Column>& attributes, std::vector<ObjectId>& needs) {
  for (const catalog::Column& attribute : attributes) {
    need_type(attribute.type, needs);
    if (attribute.collation.id != 0) needs.push_back(attribute.collation.id);
  }
}

/// Constraints of a domain come with it, and so does what is said of them.
void add_domain_parts(const Catalog& catalog, const Object& object, Entry& entry) {
  for (const Object* part : catalog.parts_of(object.id)) {
    const auto* check = std::get_if<catalog::Constraint>(&part->data);
    if (check == nullptr || !check->validated) continue;
    entry.makes.push_back(part->id);
    entry.text += annotations_text(catalog, *part);
    need_constraint(catalog, *part, entry.needs);
  }
}

/// Declares the type, so that its functions can be made before it.
void add_shell(const Catalog& catalog, const Object& object, Entry& entry, Entries& entries) {
  Entry shell;
  shell.rank = Rank::kShellType;
  shell.schema = object.schema;
  shell.name = object.name;
  shell.text = statement("CREATE TYPE " + sql_name(catalog, object.id));
  shell.makes = {object.id | kShell};
  need_schema(catalog, object, shell.needs);
  entries.push_back(std::move(shell));
  entry.needs.push_back(object.id | kShell);
}

bool has_functions(const Catalog& catalog, const Object& object) {
  const std::vector<catalog::Dependency> dependencies = catalog.dependencies_of(object.id);
  return std::any_of(dependencies.begin(), dependencies.end(), [&](const auto& dependency) {
    return catalog.get_as<catalog::Function>(dependency.referenced) != nullptr;
  });
}

}  // namespace

void add_type(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  Entry entry;
  entry.rank = Rank::kType;
  entry.schema = object.schema;
  entry.name = object.name;
  entry.makes = {object.id};
  need_dependencies(catalog, object, entry.needs);
  // CREATE SEQUENCE refuses a type's name, though sequences have no type of theirs. (heap.c,
  // heap_create_with_catalog)
  const Object* same = catalog.find({catalog::NameSpace::kRelation, object.schema, object.name});
  if (same != nullptr && same->id != object.id) entry.needs.push_back(same->id);
  std::string create = "CREATE TYPE " + sql_name(catalog, object.id);
  if (const auto* type = std::get_if<catalog::EnumType>(&object.data)) {
    create += enum_text(*type);
  } else if (const auto* composite = std::get_if<catalog::CompositeType>(&object.data)) {
    create += composite_text(catalog, *composite);
    need_attributes(composite->attributes, entry.needs);
  } else if (const auto* domain = std::get_if<catalog::DomainType>(&object.data)) {
    create =
        "CREATE DOMAIN " + sql_name(catalog, object.id) + domain_text(catalog, object, *domain);
    need_type(domain->base, entry.needs);
    need_sites(domain->default_value, entry.needs);
  } else if (const auto* range = std::get_if<catalog::RangeType>(&object.data)) {
    create += range_text(catalog, object, *range);
    need_type(range->subtype, entry.needs);
    entry.makes.push_back(range->multirange);
    if (has_functions(catalog, object) && !range->functions.empty()) {
      add_shell(catalog, object, entry, entries);
    }
  } else if (const auto* other = std::get_if<catalog::OtherType>(&object.data)) {
    if (other->range != 0) return;  // a multirange comes with its range
    if (!other->shell) {
      add_shell(catalog, object, entry, entries);
      create += base_type_text(*other);
    }
  }
  entry.text = statement(std::move(create)) + annotations_text(catalog, object);
  if (std::holds_alternative<catalog::DomainType>(object.data)) {
    add_domain_parts(catalog, object, entry);
  }
  entries.push_back(std::move(entry));
}

}  // namespace ashlar::schema
