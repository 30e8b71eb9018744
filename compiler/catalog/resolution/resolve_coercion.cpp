// Whether one type becomes another (src/backend/parser/parse_coerce.c: can_coerce_type,
// find_coercion_pathway).

#include <algorithm>
#include <string>

#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/resolution/resolve_rules.h"

namespace ashlar::catalog {
namespace {

/// Arrays of domains over arrays: no real type nests deeper.
constexpr int kMaxPathway = 20;

bool allows(CastContext context, CastContext declared) {
  return static_cast<int>(context) >= static_cast<int>(declared);
}

std::string upper_words(const std::string& text) {
  std::string upper;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (blank) {
      if (!upper.empty() && upper.back() != ' ') upper += ' ';
    } else {
      upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
  }
  return upper;
}

}  // namespace

std::optional<CastContext> Coercion::declared_cast(const Type& from, const Type& to) {
  const bool built_in = from.schema == "pg_catalog" && to.schema == "pg_catalog" &&
                        from.array_dimensions == 0 && to.array_dimensions == 0;
  if (built_in) {
    if (const BuiltinCast* cast = builtin_cast(from.name, to.name)) {
      if (cast->context == 'i') return CastContext::kImplicit;
      return cast->context == 'a' ? CastContext::kAssignment : CastContext::kExplicit;
    }
  }
  if (!casts_) casts_ = catalog_.find_overloads(sql::ObjectKind::kCast, {}, {});
  for (const Object* object : *casts_) {
    const auto& cast = std::get<OtherObject>(object->data);
    if (cast.arguments.size() != 2 || !same_type(cast.arguments[0], from) ||
        !same_type(cast.arguments[1], to)) {
      continue;
    }
    const std::string words = upper_words(cast.definition.text);
    if (words.ends_with("AS IMPLICIT")) return CastContext::kImplicit;
    return words.ends_with("AS ASSIGNMENT") ? CastContext::kAssignment : CastContext::kExplicit;
  }
  return std::nullopt;
}

Coercion::Pathway Coercion::find_pathway(const Type& from, const Type& to, CastContext context,
                                         int depth) {
  const std::optional<Type> below_from = type_below(catalog_, from);
  const std::optional<Type> below_to = type_below(catalog_, to);
  const Type& source = below_from ? *below_from : from;
  const Type& target = below_to ? *below_to : to;
  if (!is_known(source) || !is_known(target) || depth > kMaxPathway) {
    in_doubt_ = true;
    return Pathway::kNone;
  }
  if (same_type(source, target)) return Pathway::kCast;
  if (const auto declared = declared_cast(source, target)) {
    return allows(context, *declared) ? Pathway::kCast : Pathway::kNone;
  }
  const TypeTraits from_traits = traits_of(catalog_, source);
  const TypeTraits to_traits = traits_of(catalog_, target);
  if (from_traits.array && to_traits.array) {
    const Pathway path = find_array_pathway(source, target, context, depth);
    if (path != Pathway::kNone) return path;
  }
  if (context != CastContext::kImplicit && to_traits.category == 'S') {
    return Pathway::kInputOutput;
  }
  if (context == CastContext::kExplicit && from_traits.category == 'S') {
    return Pathway::kInputOutput;
  }
  // An extension brings its types' casts along.
  if (from_traits.opaque || to_traits.opaque) in_doubt_ = true;
  return Pathway::kNone;
}

Coercion::Pathway Coercion::find_array_pathway(const Type& from, const Type& to,
                                               CastContext context, int depth) {
  return find_pathway(element_type(catalog_, from), element_type(catalog_, to), context, depth + 1);
}

bool Coercion::is_kind_of(const Type& from, const Type& to) const {
  // typeInheritsFrom and typeIsOfTypedTable: a row of a child is one of its parent too.
  std::vector<ObjectId> pending{from.id};
  for (std::size_t i = 0; i < pending.size(); ++i) {
    const auto* table = catalog_.get_as<Table>(pending[i]);
    if (table == nullptr) continue;
    if (table->of_type == to.id && to.id != 0) return true;
    std::vector<ObjectId> parents = table->inherits;
    if (table->partition_of != 0) parents.push_back(table->partition_of);
    for (const ObjectId parent : parents) {
      if (parent == to.id) return true;
      if (std::find(pending.begin(), pending.end(), parent) == pending.end()) {
        pending.push_back(parent);
      }
    }
  }
  return false;
}

bool Coercion::can_coerce(const Type& from, const Type& to, CastContext context) {
  if (!is_known(from) || !is_known(to)) {
    in_doubt_ = true;
    return true;
  }
  if (same_type(from, to) || is_builtin(to, "any") || is_polymorphic(to) || is_unknown(from)) {
    return true;
  }
  if (find_pathway(from, to, context, 0) != Pathway::kNone) return true;
  const auto is_complex = [this](const Type& type) { return traits_of(catalog_, type).complex; };
  if (is_builtin(from, "record")) return is_complex(to);
  if (is_builtin(to, "record")) return is_complex(from);
  if (to.array_dimensions > 0 && to.name == "record" && from.array_dimensions > 0) {
    return is_complex(element_type(catalog_, from));
  }
  return is_complex(from) && is_complex(to) && is_kind_of(from, to);
}

Answer can_cast(const Catalog& catalog, const Type& from, const Type& to, CastContext context) {
  Coercion coercion(catalog);
  const bool can = coercion.can_coerce(from, to, context);
  if (coercion.in_doubt() || (!can && catalog.is_doubtful())) return Answer::kInDoubt;
  return can ? Answer::kFound : Answer::kNone;
}

}  // namespace ashlar::catalog
