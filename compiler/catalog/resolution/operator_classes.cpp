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
  Type base = type;
  // A domain is older than what stands on it, so this ends.
  while (base.array_dimensions == 0) {
    const auto* domain = catalog.get_as<DomainType>(base.id);
    if (domain == nullptr) break;
    base = Type(domain->base);
  }
  const std::optional<std::string_view> wanted = class_type(catalog, base);
  if (!wanted.has_value()) return false;
  const std::span<const BuiltinOperatorClass> classes = builtin_operator_classes();
  const bool found =
      std::any_of(classes.begin(), classes.end(), [&](const BuiltinOperatorClass& each) {
        return each.is_default && each.method == method && takes(each.type, *wanted);
      });
  return !found && !may_have_operator_classes(catalog);
}

}  // namespace ashlar::catalog
