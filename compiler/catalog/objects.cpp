#include "compiler/catalog/objects.h"

#include "compiler/catalog/catalog.h"
#include "compiler/catalog/types.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {

ObjectData::ObjectData() = default;
ObjectData::ObjectData(const ObjectData& other) = default;
ObjectData::ObjectData(ObjectData&& other) noexcept = default;
ObjectData& ObjectData::operator=(const ObjectData& other) = default;
ObjectData& ObjectData::operator=(ObjectData&& other) noexcept = default;
ObjectData::~ObjectData() = default;

namespace {

std::string qualified(const Object& object) {
  if (object.schema.empty()) return object.name;
  return object.schema + "." + object.name;
}

std::string of_table(const Catalog& catalog, const Object& object, ObjectId table) {
  const Object* owner = catalog.get(table);
  if (owner == nullptr) return object.name;
  return object.name + " on " + qualified(*owner);
}

}  // namespace

sql::ObjectKind kind_of(const Object& object) {
  using sql::ObjectKind;
  return std::visit(
      Overload{
          [](const Schema&) { return ObjectKind::kSchema; },
          [](const Table& t) { return t.foreign ? ObjectKind::kForeignTable : ObjectKind::kTable; },
          [](const Index&) { return ObjectKind::kIndex; },
          [](const Constraint&) { return ObjectKind::kConstraint; },
          [](const View& v) {
            return v.materialized ? ObjectKind::kMaterializedView : ObjectKind::kView;
          },
          [](const Sequence&) { return ObjectKind::kSequence; },
          [](const EnumType&) { return ObjectKind::kType; },
          [](const CompositeType&) { return ObjectKind::kType; },
          [](const DomainType&) { return ObjectKind::kDomain; },
          [](const RangeType&) { return ObjectKind::kType; },
          [](const OtherType&) { return ObjectKind::kType; },
          [](const Function& f) { return f.kind; },
          [](const Trigger&) { return ObjectKind::kTrigger; },
          [](const Policy&) { return ObjectKind::kPolicy; },
          [](const Rule&) { return ObjectKind::kRule; },
          [](const Extension&) { return ObjectKind::kExtension; },
          [](const OtherObject& o) { return o.kind; },
      },
      object.data);
}

std::string display_name(const Catalog& catalog, const Object& object) {
  if (const auto* constraint = std::get_if<Constraint>(&object.data)) {
    return of_table(catalog, object, constraint->table);
  }
  if (const auto* trigger = std::get_if<Trigger>(&object.data)) {
    return of_table(catalog, object, trigger->table);
  }
  if (const auto* policy = std::get_if<Policy>(&object.data)) {
    return of_table(catalog, object, policy->table);
  }
  if (const auto* rule = std::get_if<Rule>(&object.data)) {
    return of_table(catalog, object, rule->table);
  }
  if (const auto* function = std::get_if<Function>(&object.data)) {
    return qualified(object) + signature(*function);
  }
  return qualified(object);
}

}  // namespace ashlar::catalog
