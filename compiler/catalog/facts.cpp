#include "compiler/catalog/facts.h"

#include <algorithm>
#include <iterator>

namespace ashlar::catalog {
namespace {

constexpr BuiltinType kTypes[] = {
#include "compiler/catalog/facts/types.inc"
};

constexpr BuiltinFunction kFunctions[] = {
#include "compiler/catalog/facts/functions.inc"
};

constexpr BuiltinCast kCasts[] = {
#include "compiler/catalog/facts/casts.inc"
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

}  // namespace

int facts_version() { return kServer; }

std::span<const BuiltinType> builtin_types() { return kTypes; }

bool is_builtin_type(std::string_view name) {
  const auto* at = std::lower_bound(std::begin(kTypes), std::end(kTypes), name, NameOrder());
  return at != std::end(kTypes) && at->name == name;
}

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

const BuiltinCast* builtin_cast(std::string_view source, std::string_view target) {
  const auto* at = std::find_if(std::begin(kCasts), std::end(kCasts), [&](const BuiltinCast& cast) {
    return cast.source == source && cast.target == target;
  });
  return at == std::end(kCasts) ? nullptr : at;
}

}  // namespace ashlar::catalog
