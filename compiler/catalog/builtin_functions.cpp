#include "compiler/catalog/builtin_functions.h"

#include <algorithm>

namespace ashlar::catalog {
namespace {

constexpr std::string_view kNames[] = {
#define ASHLAR_FUNCTION_NAMES
#include "compiler/catalog/builtin_functions.inc"
#undef ASHLAR_FUNCTION_NAMES
};

constexpr std::string_view kVolatileNames[] = {
#define ASHLAR_VOLATILE_FUNCTION_NAMES
#include "compiler/catalog/builtin_functions.inc"
#undef ASHLAR_VOLATILE_FUNCTION_NAMES
};

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

}  // namespace

std::span<const std::string_view> builtin_functions() { return kNames; }
bool is_builtin_function(std::string_view name) { return contains(kNames, name); }

std::span<const std::string_view> volatile_builtin_functions() { return kVolatileNames; }
bool is_volatile_builtin_function(std::string_view name) { return contains(kVolatileNames, name); }

}  // namespace ashlar::catalog
