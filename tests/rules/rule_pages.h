#pragma once

// The examples of the pages in docs/rules, as revisions. Header only: two test programs share it.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace ashlar::test {

inline std::filesystem::path rule_pages() {
  return std::filesystem::path(ASHLAR_SOURCE_DIR) / "docs/rules";
}

inline std::string page_text(const std::string& name) {
  std::ifstream in(rule_pages() / (name + ".md"), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The text of the page's first ```sql block whose first line is `-- MARK`, without that line.
inline std::optional<std::string> page_block(const std::string& page, const std::string& mark) {
  const std::string start = "```sql\n-- " + mark + "\n";
  const std::size_t at = page.find(start);
  if (at == std::string::npos) return std::nullopt;
  const std::size_t begin = at + start.size();
  return page.substr(begin, page.find("```", begin) - begin);
}

/// An example is an up section, or a whole file where it has sections of its own.
inline std::string as_revision(const std::string& example) {
  if (example.find("-- migrate:up") != std::string::npos) return example;
  const std::size_t config = example.starts_with("-- config:") ? example.find('\n') + 1 : 0;
  return example.substr(0, config) + "-- migrate:up\n" + example.substr(config) +
         "-- migrate:irreversible an example\n";
}

/// The schema that the examples follow.
inline std::string example_schema() {
  return page_block(page_text("README"), "schema").value_or("");
}

}  // namespace ashlar::test
