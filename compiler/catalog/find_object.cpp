// Which object a reference means, by its kind.

#include "compiler/catalog/statements/definitions.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/statements/user_mappings.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

/// A part of a table: `name` is the table, `part` its part.
const Object* find_part(const Catalog& catalog, NameSpace space, const sql::ObjectRef& reference) {
  const Object* table = catalog.find_relation(reference.name);
  if (table == nullptr) return nullptr;
  return catalog.find({space, std::to_string(table->id), reference.part.text});
}

const Object* find_domain_part(const Catalog& catalog, const sql::ObjectRef& reference) {
  const Object* domain = catalog.find_type(reference.name);
  return domain == nullptr ? nullptr : catalog.find_constraint(domain->id, reference.part.text);
}

/// What tells objects of the kind and name apart.
std::string signature_in(const Catalog& catalog, const sql::ObjectRef& reference) {
  std::vector<Type> arguments;
  for (const sql::TypeName& type : reference.arguments) {
    arguments.push_back(type.name.name.empty() ? Type{} : resolve_type(catalog, type));
  }
  // A transform's language has the place of its name, a class's access method that of its part.
  const bool transform = reference.kind == sql::ObjectKind::kTransform;
  return other_signature(reference.kind, arguments,
                         transform ? reference.name.name.text : reference.part.text);
}

/// A kind known by name: in its schema or along the path, or outside any.
const Object* find_other(const Catalog& catalog, const sql::ObjectRef& reference) {
  const std::string signature = signature_in(catalog, reference);
  const bool unnamed =
      reference.kind == sql::ObjectKind::kCast || reference.kind == sql::ObjectKind::kTransform;
  const std::string name = unnamed ? std::string() : reference.name.name.text;
  const auto find_in = [&](const std::string& schema) {
    return find_other_in(catalog, schema, reference.kind, name, signature);
  };
  if (unnamed) return find_in({});
  if (!reference.name.schema.empty()) return find_in(reference.name.schema.text);
  if (const Object* object = find_in({})) return object;
  for (const std::string& schema : catalog.search_path()) {
    if (const Object* object = find_in(schema)) return object;
  }
  return nullptr;
}

}  // namespace

std::string new_relation_schema(const Catalog& catalog, const sql::QualifiedName& name,
                                sql::Persistence persistence) {
  if (persistence == sql::Persistence::kTemporary) return "pg_temp";
  return catalog.creation_schema(name);
}

const Object* find_object(const Catalog& catalog, const sql::ObjectRef& reference) {
  using sql::ObjectKind;
  switch (reference.kind) {
    case ObjectKind::kTable:
    case ObjectKind::kForeignTable:
    case ObjectKind::kIndex:
    case ObjectKind::kSequence:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kColumn:
      return catalog.find_relation(reference.name);
    case ObjectKind::kType:
    case ObjectKind::kDomain:
    case ObjectKind::kAttribute:
    case ObjectKind::kEnumValue:
      return catalog.find_type(reference.name);
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure:
    case ObjectKind::kRoutine:
    case ObjectKind::kAggregate:
      return find_function(catalog, reference);
    case ObjectKind::kConstraint:
      return find_part(catalog, NameSpace::kConstraint, reference);
    case ObjectKind::kDomainConstraint:
      return find_domain_part(catalog, reference);
    case ObjectKind::kTrigger:
      return find_part(catalog, NameSpace::kTrigger, reference);
    case ObjectKind::kRule:
      return find_part(catalog, NameSpace::kRule, reference);
    case ObjectKind::kPolicy:
      return find_part(catalog, NameSpace::kPolicy, reference);
    case ObjectKind::kSchema:
      return catalog.find_schema(reference.name.name.text);
    case ObjectKind::kExtension:
      return catalog.find({NameSpace::kExtension, {}, reference.name.name.text});
    case ObjectKind::kOperator:
    case ObjectKind::kOperatorClass:
    case ObjectKind::kOperatorFamily:
    case ObjectKind::kCast:
    case ObjectKind::kCollation:
    case ObjectKind::kConversion:
    case ObjectKind::kEventTrigger:
    case ObjectKind::kLanguage:
    case ObjectKind::kStatistics:
    case ObjectKind::kPublication:
    case ObjectKind::kSubscription:
    case ObjectKind::kForeignDataWrapper:
    case ObjectKind::kForeignServer:
    case ObjectKind::kTextSearchConfiguration:
    case ObjectKind::kTextSearchDictionary:
    case ObjectKind::kTextSearchParser:
    case ObjectKind::kTextSearchTemplate:
    case ObjectKind::kAccessMethod:
    case ObjectKind::kTransform:
    case ObjectKind::kRole:
    case ObjectKind::kDatabase:
    case ObjectKind::kTablespace:
    case ObjectKind::kLargeObject:
    case ObjectKind::kOther:
      return find_other(catalog, reference);
    case ObjectKind::kUserMapping:
      return find_user_mapping(catalog, reference.part.text, reference.name.name.text);
  }
  return nullptr;
}

}  // namespace ashlar::catalog
