#include "compiler/diff/casts.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "compiler/catalog/facts/facts.h"

namespace ashlar::diff {
namespace {

bool is_string(const catalog::Type& type) {
  constexpr std::array<std::string_view, 5> kStrings = {"text", "varchar", "bpchar", "name",
                                                        "char"};
  return type.array_dimensions == 0 &&
         std::find(kStrings.begin(), kStrings.end(), type.name) != kStrings.end();
}

}  // namespace

bool lacks_cast(const catalog::Type& from, const catalog::Type& to) {
  if (from.schema != "pg_catalog" || to.schema != "pg_catalog") return false;
  if (is_string(from) || is_string(to)) return false;
  if ((from.array_dimensions > 0) != (to.array_dimensions > 0)) return true;
  return from.name != to.name && catalog::builtin_cast(from.name, to.name) == nullptr;
}

}  // namespace ashlar::diff
