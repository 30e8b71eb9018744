// What resolution asks about types.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/resolution/resolve_rules.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

/// Domains over domains are few; a cycle cannot be made.
constexpr int kMaxDomains = 50;

bool is_system_type(const Type& type) { return type.schema == "pg_catalog"; }

TypeTraits traits_of_object(const Object& object) {
  TypeTraits traits;
  std::visit(Overload{[&](const EnumType&) {
                        traits.category = 'E';
                        traits.enumeration = true;
                      },
                      [&](const RangeType&) {
                        traits.category = 'R';
                        traits.range = true;
                      },
                      [&](const OtherType& other) {
                        traits.multirange = other.range != 0;
                        traits.category = traits.multirange ? 'R' : 'U';
                        // All casts of a type are in the catalog: an extension's with its members.
                        traits.opaque = other.shell;
                        for (const Setting& setting : other.definition) {
                          if (setting.name == "preferred")
                            traits.preferred = setting.value == "true";
                          if (setting.name == "category" && !setting.value.empty()) {
                            const std::size_t quoted = setting.value.front() == '\'' ? 1 : 0;
                            if (setting.value.size() > quoted) {
                              traits.category = setting.value[quoted];
                            }
                          }
                        }
                      },
                      [&](const Table&) { traits.complex = true; },
                      [&](const View&) { traits.complex = true; },
                      [&](const CompositeType&) { traits.complex = true; },
                      // No types, and domains, which callers look through.
                      [&](const auto&) { traits.opaque = true; }},
             object.data);
  if (traits.complex) traits.category = 'C';
  return traits;
}

}  // namespace

Type builtin(std::string_view name) {
  Type type;
  type.schema = "pg_catalog";
  type.name = name;
  return type;
}

Type fact_type(std::string_view name) {
  if (!name.starts_with('_')) return builtin(name);
  return array_type(builtin(name.substr(1)));
}

Type unknown_type() { return builtin("unknown"); }

bool is_known(const Type& type) { return !type.name.empty(); }

bool is_builtin(const Type& type, std::string_view name) {
  return type.array_dimensions == 0 && type.name == name && is_system_type(type);
}

bool is_unknown(const Type& type) { return is_builtin(type, "unknown"); }

bool same_type(const Type& a, const Type& b) {
  if ((a.array_dimensions > 0) != (b.array_dimensions > 0)) return false;
  if (a.id != 0 || b.id != 0) return a.id == b.id;
  return a.name == b.name && a.schema == b.schema;
}

Type array_type(Type element) {
  // An array of arrays is one more dimension of the same type.
  ++element.array_dimensions;
  return element;
}

std::optional<Type> type_below(const Catalog& catalog, const Type& type) {
  std::optional<Type> below;
  for (int i = 0; i < kMaxDomains; ++i) {
    const Type& current = below ? *below : type;
    if (current.array_dimensions > 0) return below;
    if (current.schema == "information_schema") {
      const std::string_view base = information_schema_domain(current.name);
      if (base.empty()) return below;
      below = fact_type(base);
      continue;
    }
    if (current.id == 0) return below;
    const auto* domain = catalog.get_as<DomainType>(current.id);
    if (domain == nullptr) return below;
    below = domain->base;
  }
  return below;
}

Type base_type(const Catalog& catalog, const Type& type) {
  std::optional<Type> below = type_below(catalog, type);
  if (below) return *std::move(below);
  return type;
}

Type element_type(const Catalog& catalog, const Type& type) {
  Type base = base_type(catalog, type);
  if (base.array_dimensions > 0) {
    base.array_dimensions = 0;
    return base;
  }
  if (!is_system_type(base)) return {};
  const BuiltinType* known = find_builtin_type(base.name);
  return known == nullptr || known->element.empty() ? Type{} : fact_type(known->element);
}

TypeTraits traits_of(const Catalog& catalog, const Type& type) {
  const std::optional<Type> below = type_below(catalog, type);
  const Type& base = below ? *below : type;
  TypeTraits traits;
  if (base.array_dimensions > 0) {
    traits.category = 'A';
    traits.array = true;
    return traits;
  }
  const Object* object = base.id == 0 ? nullptr : catalog.get(base.id);
  if (object != nullptr) return traits_of_object(*object);
  if (!is_system_type(base)) {
    traits.opaque = true;
    return traits;
  }
  const BuiltinType* known = find_builtin_type(base.name);
  if (known == nullptr) {
    // The facts leave out row types.
    traits.complex = builtin_relation(base.schema, base.name) != nullptr;
    traits.opaque = !traits.complex;
    traits.category = 'C';
    return traits;
  }
  traits.category = known->category;
  traits.preferred = known->preferred;
  traits.range = known->kind == 'r';
  traits.multirange = known->kind == 'm';
  return traits;
}

bool is_polymorphic(const Type& type) {
  constexpr std::array<std::string_view, 11> kNames = {"anyarray",
                                                       "anycompatible",
                                                       "anycompatiblearray",
                                                       "anycompatiblerange",
                                                       "anycompatiblemultirange",
                                                       "anycompatiblenonarray",
                                                       "anyelement",
                                                       "anyenum",
                                                       "anymultirange",
                                                       "anynonarray",
                                                       "anyrange"};
  return type.array_dimensions == 0 && type.name.starts_with("any") && is_system_type(type) &&
         std::find(kNames.begin(), kNames.end(), type.name) != kNames.end();
}

Type range_subtype(const Catalog& catalog, const Type& range) {
  if (const auto* own = catalog.get_as<RangeType>(range.id)) return own->subtype;
  for (const BuiltinRange& known : builtin_ranges()) {
    if (is_builtin(range, known.name)) return builtin(known.subtype);
  }
  return {};
}

Type multirange_range(const Catalog& catalog, const Type& multirange) {
  if (const auto* own = catalog.get_as<OtherType>(multirange.id)) {
    const Object* range = catalog.get(own->range);
    if (range == nullptr) return {};
    Type type;
    type.schema = range->schema;
    type.name = range->name;
    type.id = range->id;
    return type;
  }
  for (const BuiltinRange& known : builtin_ranges()) {
    if (is_builtin(multirange, known.multirange)) return builtin(known.name);
  }
  return {};
}

Type range_multirange(const Catalog& catalog, const Type& range) {
  if (const auto* own = catalog.get_as<RangeType>(range.id)) {
    const Object* multirange = catalog.get(own->multirange);
    if (multirange == nullptr) return {};
    Type type;
    type.schema = multirange->schema;
    type.name = multirange->name;
    type.id = multirange->id;
    return type;
  }
  for (const BuiltinRange& known : builtin_ranges()) {
    if (is_builtin(range, known.name)) return builtin(known.multirange);
  }
  return {};
}

}  // namespace ashlar::catalog
