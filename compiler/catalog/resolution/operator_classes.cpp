#include "compiler/catalog/resolution/operator_classes.h"

#include <algorithm>
#include <optional>

#include "compiler/catalog/facts/facts.h"

namespace ashlar::catalog {
namespace {

/// The type as pg_opclass may name it: built in, or the family that takes it in.
std::optional<std::string_view> class_type(const Catalog& catalog, const Type& type) {
  if (type.array_dimensions > 0) return "anyarray";
  if (type.schema == "pg_catalog" && type.id == 0) {
    const BuiltinType* builtin = find_builtin_type(type.name);
    if (builtin == nullptr || builtin->kind == 'p') return std::nullopt;
    return builtin->name;
  }
  const Object* object = catalog.get(type.id);
  if (object == nullptr) return std::nullopt;
  if (std::holds_alternative<EnumType>(object->data)) return "anyenum";
  if (std::holds_alternative<RangeType>(object->data)) return "anyrange";
  if (std::holds_alternative<CompositeType>(object->data) ||
      std::holds_alternative<Table>(object->data) || std::holds_alternative<View>(object->data)) {
    return "record";
  }
  return std::nullopt;
}

bool takes(std::string_view class_type, std::string_view type) {
  if (class_type == type) return true;
  const BuiltinType* builtin = find_builtin_type(type);
  if (builtin != nullptr && builtin->kind == 'r' && class_type == "anyrange") return true;
  if (builtin != nullptr && builtin->kind == 'm' && class_type == "anymultirange") return true;
  // Only a cast that changes nothing and is made unasked (IsBinaryCoercible).
  const BuiltinCast* cast = builtin_cast(type, class_type);
  return cast != nullptr && cast->method == 'b' && cast->context == 'i';
}

Type base_of(const Catalog& catalog, Type type) {
  // A domain is older than what stands on it, so this ends.
  while (type.array_dimensions == 0) {
    const auto* domain = catalog.get_as<DomainType>(type.id);
    if (domain == nullptr) break;
    type = Type(domain->base);
  }
  return type;
}

}  // namespace

bool may_have_operator_classes(const Catalog& catalog) {
  bool found = false;
  catalog.for_each_object([&found](const Object& object) {
    const auto* other = std::get_if<OtherObject>(&object.data);
    found = found || (std::holds_alternative<Extension>(object.data) && object.name != "plpgsql") ||
            (other != nullptr && (other->kind == sql::ObjectKind::kAccessMethod ||
                                  other->kind == sql::ObjectKind::kOperatorClass));
  });
  return found || catalog.is_doubtful() ||
         catalog.is_doubtful({NameSpace::kExtension, {}, "btree_gin"}) ||
         catalog.is_doubtful({NameSpace::kExtension, {}, "btree_gist"}) ||
         catalog.is_doubtful({NameSpace::kExtension, {}, "pg_trgm"});
}

bool surely_no_operator_class(const Catalog& catalog, std::string_view method, const Type& type) {
  const std::optional<std::string_view> wanted = class_type(catalog, base_of(catalog, type));
  if (!wanted.has_value()) return false;
  const std::span<const BuiltinOperatorClass> classes = builtin_operator_classes();
  const bool found =
      std::any_of(classes.begin(), classes.end(), [&](const BuiltinOperatorClass& each) {
        return each.is_default && each.method == method && takes(each.type, *wanted);
      });
  return !found && !may_have_operator_classes(catalog);
}

bool is_default_operator_class(const Catalog& catalog, std::string_view method, const Type& type,
                               const NameRef& name) {
  if (name.id != 0 || (!name.schema.empty() && name.schema != "pg_catalog")) return false;
  const std::optional<std::string_view> wanted = class_type(catalog, base_of(catalog, type));
  if (!wanted.has_value()) return false;
  bool exact = false;
  const BuiltinOperatorClass* found = nullptr;
  for (const BuiltinOperatorClass& each : builtin_operator_classes()) {
    if (!each.is_default || each.method != method) continue;
    exact = exact || each.type == *wanted;
    if (each.name == name.name && takes(each.type, *wanted)) found = &each;
  }
  // Of several that take the type the one that is for it goes first.
  return found != nullptr && (!exact || found->type == *wanted);
}

}  // namespace ashlar::catalog
