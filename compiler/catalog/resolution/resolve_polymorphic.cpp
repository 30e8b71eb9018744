// Polymorphic types (src/backend/parser/parse_coerce.c: check_generic_type_consistency and
// enforce_generic_type_consistency). There are two families: anyelement's arguments must agree
// exactly, anycompatible's are brought to a common type.

#include <optional>

#include "compiler/catalog/resolution/resolve_rules.h"

namespace ashlar::catalog {
namespace {

/// What the arguments say of one family.
struct Family {
  Type element;
  Type range;
  Type multirange;
  std::vector<Type> compatible;  ///< element types of the anycompatible family
  bool used = false;
  bool consistent = true;
  bool needs_plain = false;  ///< anynonarray
  bool needs_enum = false;
};

enum class Role { kElement, kArray, kRange, kMultirange };

struct Polymorphic {
  Role role = Role::kElement;
  bool compatible = false;
};

Polymorphic read(const Type& declared) {
  constexpr std::string_view kCompatible = "anycompatible";
  Polymorphic read;
  std::string_view rest = declared.name;
  read.compatible = rest.starts_with(kCompatible);
  rest.remove_prefix(read.compatible ? kCompatible.size() : 3);
  if (rest == "array") read.role = Role::kArray;
  if (rest == "range") read.role = Role::kRange;
  if (rest == "multirange") read.role = Role::kMultirange;
  return read;
}

class Matcher {
 public:
  explicit Matcher(Coercion& coercion) : coercion_(coercion), catalog_(coercion.catalog()) {}

  void add(const Type& actual, const Type& declared) {
    const Polymorphic kind = read(declared);
    Family& family = kind.compatible ? compatible_ : simple_;
    family.used = true;
    if (declared.name.ends_with("nonarray")) family.needs_plain = true;
    if (declared.name == "anyenum") family.needs_enum = true;
    if (!is_known(actual)) {
      coercion_.doubt();
      return;
    }
    if (is_unknown(actual)) return;
    switch (kind.role) {
      case Role::kElement:
        return add_element(family, kind, actual);
      case Role::kArray:
        return add_array(family, kind, actual);
      case Role::kRange:
        return add_range(family, kind, base_type(catalog_, actual));
      case Role::kMultirange:
        return add_multirange(family, kind, base_type(catalog_, actual));
    }
  }

  /// Brings the families to an end; false where the arguments contradict each other.
  bool settle() {
    if (compatible_.used && !compatible_.compatible.empty()) {
      const CommonType common = common_type(catalog_, compatible_.compatible);
      if (common.answer == Answer::kInDoubt) coercion_.doubt();
      if (common.answer == Answer::kNone) compatible_.consistent = false;
      compatible_.element = common.type;
    }
    return settled(simple_) && settled(compatible_);
  }

  [[nodiscard]] Type concrete(const Type& declared) const {
    const Polymorphic kind = read(declared);
    const Family& family = kind.compatible ? compatible_ : simple_;
    switch (kind.role) {
      case Role::kElement:
        return family.element;
      case Role::kArray:
        return array_of(family.element);
      case Role::kRange:
        return is_known(family.range) ? family.range
                                      : multirange_range(catalog_, family.multirange);
      case Role::kMultirange:
        return is_known(family.multirange) ? family.multirange
                                           : range_multirange(catalog_, family.range);
    }
    return {};
  }

  /// All of the anycompatible family are untyped literals: they are text.
  void default_to_text() {
    if (compatible_.used && !is_known(compatible_.element)) compatible_.element = builtin("text");
  }

 private:
  /// There is no array of arrays.
  static Type array_of(Type element) {
    if (!is_known(element) || element.array_dimensions > 0) return {};
    element.modifiers.clear();
    return array_type(std::move(element));
  }

  void agree(Family& family, Type& slot, const Type& type) {
    if (!is_known(slot)) {
      slot = type;
      slot.modifiers.clear();
    } else if (!same_type(slot, type)) {
      family.consistent = false;
    }
  }

  void add_element(Family& family, const Polymorphic& kind, const Type& type) {
    if (kind.compatible) {
      family.compatible.push_back(type);
    } else {
      agree(family, family.element, type);
    }
  }

  void add_array(Family& family, const Polymorphic& kind, const Type& type) {
    const Type base = base_type(catalog_, type);
    if (base.array_dimensions == 0) {
      if (is_builtin(base, "anyarray")) {
        coercion_.doubt();
      } else if (!is_builtin(base, "int2vector") && !is_builtin(base, "oidvector")) {
        family.consistent = false;
      } else {
        add_element(family, kind, element_type(catalog_, base));
      }
      return;
    }
    add_element(family, kind, element_type(catalog_, base));
  }

  void add_range(Family& family, const Polymorphic& kind, const Type& type) {
    const Type subtype = range_subtype(catalog_, type);
    if (!is_known(subtype)) {
      if (traits_of(catalog_, type).opaque) coercion_.doubt();
      family.consistent = false;
      return;
    }
    agree(family, family.range, type);
    add_element(family, kind, subtype);
  }

  void add_multirange(Family& family, const Polymorphic& kind, const Type& type) {
    const Type range = multirange_range(catalog_, type);
    if (!is_known(range)) {
      if (traits_of(catalog_, type).opaque) coercion_.doubt();
      family.consistent = false;
      return;
    }
    agree(family, family.multirange, type);
    add_range(family, kind, range);
  }

  bool settled(const Family& family) {
    if (!family.used) return true;
    if (!family.consistent) return false;
    if (!is_known(family.element)) return true;
    const TypeTraits traits = traits_of(catalog_, family.element);
    if (family.needs_plain && traits.array) return false;
    return !family.needs_enum || traits.enumeration;
  }

  Coercion& coercion_;
  const Catalog& catalog_;
  Family simple_;
  Family compatible_;
};

}  // namespace

bool Coercion::can_coerce_all(const std::vector<Type>& from, const std::vector<Type>& to) {
  std::optional<Matcher> matcher;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!can_coerce(from[i], to[i], CastContext::kImplicit)) return false;
    if (!is_polymorphic(to[i])) continue;
    if (!matcher) matcher.emplace(*this);
    matcher->add(from[i], to[i]);
  }
  return !matcher || matcher->settle();
}

Type Coercion::make_concrete(const std::vector<Type>& actual, std::vector<Type>& declared,
                             const Type& result) {
  Matcher matcher(*this);
  for (std::size_t i = 0; i < actual.size(); ++i) {
    if (is_polymorphic(declared[i])) matcher.add(actual[i], declared[i]);
  }
  if (!matcher.settle()) return {};
  matcher.default_to_text();
  for (Type& type : declared) {
    if (is_polymorphic(type)) type = matcher.concrete(type);
  }
  if (!is_polymorphic(result)) return result;
  Type concrete = matcher.concrete(result);
  concrete.set_of = result.set_of;
  return concrete;
}

}  // namespace ashlar::catalog
