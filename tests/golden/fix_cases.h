#pragma once

// The golden cases of fixes, before and after: tests/golden/cases/fix_*.sql. Header only: two test
// programs share it.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "compiler/mend.h"
#include "tests/rules/linted.h"

namespace ashlar::test {

struct FixCase {
  std::string name;
  rules::Settings settings;
  std::vector<SourceFile> files;
};

/// The case's settings without conventions: fixes that rename change names, and the law is about
/// what must not change.
inline rules::Settings settings_without_names(const std::string& text) {
  rules::Settings settings = settings_of(text);
  rules::NamingConventions none;
  for (std::string* pattern :
       {&none.table, &none.column, &none.primary_key, &none.unique, &none.foreign_key}) {
    pattern->clear();
  }
  settings.naming = none;
  settings.severities["identifier-quoted"] = std::nullopt;
  return settings;
}

inline std::vector<FixCase> fix_cases() {
  const std::filesystem::path folder =
      std::filesystem::path(ASHLAR_SOURCE_DIR) / "tests/golden/cases";
  std::vector<FixCase> cases;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().stem();
    if (entry.path().extension() != ".sql" || !name.starts_with("fix_")) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    cases.push_back({name, settings_without_names(text), split_files(text, name + ".sql")});
  }
  std::sort(cases.begin(), cases.end(),
            [](const FixCase& a, const FixCase& b) { return a.name < b.name; });
  return cases;
}

inline std::set<std::string> paths_of(const std::vector<SourceFile>& files) {
  std::set<std::string> paths;
  for (const SourceFile& file : files) paths.insert(file.path);
  return paths;
}

/// What `lint --fix` makes of the files.
inline pipeline::Mended mended(const std::vector<SourceFile>& files,
                               const rules::Settings& settings) {
  pipeline::MendSettings mend;
  mend.rules = settings;
  mend.file_template = "{rev}_{slug}";
  mend.created = "2026-01-01T00:00:00Z";
  return pipeline::mend(files, paths_of(files), mend);
}

}  // namespace ashlar::test
