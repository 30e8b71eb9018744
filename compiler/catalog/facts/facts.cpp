#include "compiler/catalog/facts/facts.h"

#include <algorithm>
#include <iterator>

namespace ashlar::catalog {
namespace {

constexpr BuiltinType kSystemTypes[] = {
#include "compiler/catalog/facts/types.inc"
};

constexpr BuiltinFunction kFunctions[] = {
#include "compiler/catalog/facts/functions.inc"
};

constexpr BuiltinCast kCasts[] = {
#include "compiler/catalog/facts/casts.inc"
};

constexpr BuiltinOperator kOperators[] = {
#include "compiler/catalog/facts/operators.inc"
};

constexpr BuiltinRange kRanges[] = {
#include "compiler/catalog/facts/ranges.inc"
};

constexpr int kServer =
#include "compiler/catalog/facts/server.inc"
    ;

struct NameOrder {
  template <typename Fact>
  bool operator()(const Fact& fact, std::string_view name) const {
    return fact.name < name;
  }
  template <typename Fact>
  bool operator()(std::string_view name, const Fact& fact) const {
    return name < fact.name;
  }
};

struct SourceOrder {
  bool operator()(const BuiltinCast& cast, std::string_view source) const {
    return cast.source < source;
  }
  bool operator()(std::string_view source, const BuiltinCast& cast) const {
    return source < cast.source;
  }
};

}  // namespace

int facts_version() { return kServer; }

std::span<const BuiltinType> builtin_types() { return kSystemTypes; }

const BuiltinType* find_builtin_type(std::string_view name) {
  const auto* at =
      std::lower_bound(std::begin(kSystemTypes), std::end(kSystemTypes), name, NameOrder());
  return at != std::end(kSystemTypes) && at->name == name ? at : nullptr;
}

bool is_builtin_type(std::string_view name) { return find_builtin_type(name) != nullptr; }

std::span<const BuiltinFunction> builtin_functions(std::string_view name) {
  const auto [first, last] =
      std::equal_range(std::begin(kFunctions), std::end(kFunctions), name, NameOrder());
  return {first, last};
}

bool is_builtin_function(std::string_view name) { return !builtin_functions(name).empty(); }

bool is_volatile_builtin_function(std::string_view name) {
  const auto found = builtin_functions(name);
  return std::any_of(found.begin(), found.end(),
                     [](const BuiltinFunction& function) { return function.volatility == 'v'; });
}

std::span<const BuiltinCast> builtin_casts_from(std::string_view source) {
  const auto [first, last] =
      std::equal_range(std::begin(kCasts), std::end(kCasts), source, SourceOrder());
  return {first, last};
}

const BuiltinCast* builtin_cast(std::string_view source, std::string_view target) {
  const std::span<const BuiltinCast> casts = builtin_casts_from(source);
  const auto at = std::find_if(casts.begin(), casts.end(),
                               [target](const BuiltinCast& cast) { return cast.target == target; });
  return at != casts.end() ? &*at : nullptr;
}

std::span<const BuiltinOperator> builtin_operators(std::string_view name) {
  const auto [first, last] =
      std::equal_range(std::begin(kOperators), std::end(kOperators), name, NameOrder());
  return {first, last};
}

std::span<const BuiltinRange> builtin_ranges() { return kRanges; }

}  // namespace ashlar::catalog
