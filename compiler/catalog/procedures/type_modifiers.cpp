#include "compiler/catalog/procedures/type_modifiers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace ashlar::catalog::procedures {
namespace {

/// The size of the header that lengths and precisions are counted with. (VARHDRSZ)
constexpr std::int64_t kHeader = 4;

bool counts_header(std::string_view type) { return type == "varchar" || type == "bpchar"; }

bool is_plain_number(std::string_view type) {
  constexpr std::array<std::string_view, 6> kTypes{"bit",       "varbit", "time",
                                                   "timestamp", "timetz", "timestamptz"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

// src/backend/utils/adt: varchar.c (anychar_typmodin), varbit.c, timestamp.c and date.c
// (anytimestamp_typmodin), numeric.c (make_numeric_typmod).
std::optional<std::int64_t> modifier_number(const Type& type) {
  if (type.name.empty()) return std::nullopt;
  if (type.modifiers.empty()) return -1;
  if (type.schema != "pg_catalog") return std::nullopt;
  const std::optional<std::int64_t> first = number_in(type.modifiers.front());
  if (!first.has_value()) return std::nullopt;
  if (type.name == "numeric") {
    const std::optional<std::int64_t> scale =
        type.modifiers.size() > 1 ? number_in(type.modifiers[1]) : 0;
    if (!scale.has_value()) return std::nullopt;
    return *first * 65536 + (*scale & 0x7FF) + kHeader;
  }
  if (type.modifiers.size() > 1) return std::nullopt;
  if (counts_header(type.name)) return *first + kHeader;
  return is_plain_number(type.name) ? first : std::nullopt;
}

bool set_modifiers(Type& type, std::int64_t number) {
  type.modifiers.clear();
  if (number < 0) return true;
  if (type.schema != "pg_catalog") return false;
  if (type.name == "numeric") {
    const std::int64_t packed = number - kHeader;
    // The scale has eleven bits, the highest of them its sign. (numeric.c, numeric_typmod_scale)
    type.modifiers = {std::to_string(packed / 65536),
                      std::to_string(((packed & 0x7FF) ^ 1024) - 1024)};
    return true;
  }
  if (!counts_header(type.name) && !is_plain_number(type.name)) return false;
  type.modifiers = {std::to_string(counts_header(type.name) ? number - kHeader : number)};
  return true;
}

}  // namespace ashlar::catalog::procedures
