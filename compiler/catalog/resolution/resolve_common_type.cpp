// One type for several values (src/backend/parser/parse_coerce.c, select_common_type and
// select_common_typmod; manual, "UNION, CASE, and Related Constructs").

#include <algorithm>

#include "compiler/catalog/resolution/resolve_rules.h"

namespace ashlar::catalog {
namespace {

Type without_modifiers(Type type) {
  type.modifiers.clear();
  return type;
}

}  // namespace

CommonType common_type(const Catalog& catalog, const std::vector<Type>& types) {
  if (types.empty() || !std::all_of(types.begin(), types.end(), is_known)) return {};
  const Type& first = types.front();
  const auto is_first = [&](const Type& type) { return same_type(first, type); };
  if (!is_unknown(first) && std::all_of(types.begin(), types.end(), is_first)) {
    const bool same_modifiers = std::all_of(types.begin(), types.end(), [&](const Type& type) {
      return type.modifiers == first.modifiers;
    });
    return {Answer::kFound, same_modifiers ? first : without_modifiers(first)};
  }
  Coercion coercion(catalog);
  Type chosen = base_type(catalog, first);
  TypeTraits traits = traits_of(catalog, chosen);
  for (const Type& item : types) {
    const Type type = base_type(catalog, item);
    if (is_unknown(type) || same_type(type, chosen)) continue;
    const TypeTraits other = traits_of(catalog, type);
    const bool none_yet = is_unknown(chosen);
    if (!none_yet && (traits.opaque || other.opaque)) return {};
    if (!none_yet && other.category != traits.category) return {Answer::kNone, {}};
    const auto is_wider = [&] {
      return !traits.preferred && coercion.can_coerce(chosen, type, CastContext::kImplicit) &&
             !coercion.can_coerce(type, chosen, CastContext::kImplicit);
    };
    if (none_yet || is_wider()) {
      chosen = type;
      traits = other;
    }
  }
  if (is_unknown(chosen)) chosen = builtin("text");
  bool fits = true;
  for (const Type& type : types) {
    fits = fits && coercion.can_coerce(type, chosen, CastContext::kImplicit);
  }
  if (coercion.in_doubt()) return {};
  if (!fits) return {Answer::kNone, {}};
  return {Answer::kFound, without_modifiers(chosen)};
}

}  // namespace ashlar::catalog
