#include "compiler/emit/schema_diff.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ashlar::emit {
namespace {

using Json = nlohmann::ordered_json;

Json listed(const std::vector<diff::Difference>& differences) {
  Json list = Json::array();
  for (const diff::Difference& difference : differences) {
    list.push_back({{"object", difference.object},
                    {"difference", difference.words},
                    {"order_only", difference.order_only}});
  }
  return list;
}

/// Longer than any run of backticks in the text.
std::string fence(const std::string& text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max<std::size_t>(3, longest + 1), '`');
}

/// What stands outside of a fence: no markup of the names' own.
std::string plain(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '\n') {
      escaped += ' ';
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace

std::string schema_diff_sql(const diff::Migration& migration) {
  std::string text;
  for (const std::string& statement : migration.statements) text += statement + ";\n";
  return text;
}

std::string schema_diff_json(const diff::Migration& migration,
                             const std::vector<diff::Difference>& differences) {
  const Json json{{"version", 1},
                  {"statements", migration.statements},
                  {"differences", listed(differences)},
                  {"not_reached", listed(migration.left)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string schema_diff_markdown(const diff::Migration& migration,
                                 const std::vector<diff::Difference>& differences) {
  if (differences.empty()) return "The schemas are alike.\n";
  std::string text = fmt::format("### {} {} in the schema\n\n", differences.size(),
                                 differences.size() == 1 ? "difference" : "differences");
  for (const diff::Difference& difference : differences) {
    text += fmt::format("- {}: {}\n", plain(difference.object), plain(difference.words));
  }
  const std::string sql = schema_diff_sql(migration);
  const std::string marks = fence(sql);
  text += fmt::format("\n<details><summary>SQL</summary>\n\n{}sql\n{}{}\n\n</details>\n", marks,
                      sql, marks);
  return text;
}

}  // namespace ashlar::emit
