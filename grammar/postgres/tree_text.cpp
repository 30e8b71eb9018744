// The parse tree as libpg_query prints it, with the places taken out.

#include <array>
#include <pg_query.h>
#include <string>
#include <string_view>

#include "grammar/postgres/parser.h"

namespace ashlar::postgres {
namespace {

/// Fields that say where a node stands; libpg_query prints them as `"name":number`.
constexpr std::array<std::string_view, 4> kPlaces = {
    "\"location\":", "\"stmt_location\":", "\"stmt_len\":", "\"name_location\":"};

std::string without_places(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  bool quoted = false;
  for (std::size_t at = 0; at < json.size();) {
    bool place = false;
    if (!quoted && json[at] == '"') {
      for (const std::string_view field : kPlaces) {
        if (json.substr(at, field.size()) != field) continue;
        at = json.find_first_not_of("-0123456789", at + field.size());
        // A place that is 0 is left out: its comma goes with it.
        if (json[at] == ',') {
          ++at;
        } else if (!text.empty() && text.back() == ',') {
          text.pop_back();
        }
        place = true;
        break;
      }
    }
    if (place) continue;
    if (json[at] == '"') quoted = !quoted;
    text.push_back(json[at]);
    if (quoted && json[at] == '\\' && at + 1 < json.size()) text.push_back(json[++at]);
    ++at;
  }
  return text;
}

}  // namespace

std::string tree_text(std::string_view sql) {
  const PgQueryParseResult result = pg_query_parse(std::string(sql).c_str());
  std::string text;
  if (result.error == nullptr && result.parse_tree != nullptr) {
    text = without_places(result.parse_tree);
  }
  pg_query_free_parse_result(result);
  return text;
}

}  // namespace ashlar::postgres
