#include <fmt/format.h>

#include "compiler/rules/naming/naming_pattern.h"
#include "compiler/rules/settings.h"
#include "grammar/text/nearest.h"

namespace ashlar::rules {

std::optional<std::string> naming_error(std::string_view key, std::string_view pattern) {
  if (pattern.empty()) return std::nullopt;  // switched off
  const Result<NamingPattern> parsed = NamingPattern::parse(pattern);
  if (!parsed) return parsed.error().message;
  // Columns of primary keys may well all be named `id`; no other kind has one name for all.
  if (key == "primary_key" || !parsed->is_literal()) return std::nullopt;
  std::string message = fmt::format("`{}` would give all of them one name", pattern);
  if (const auto meant = nearest(pattern, {"snake_case", "plural", "singular"})) {
    message += fmt::format("; did you mean `{}`?", *meant);
  } else {
    message += ": use a placeholder such as {table}, a style such as `snake_case`, or /regex/";
  }
  return message;
}

}  // namespace ashlar::rules
