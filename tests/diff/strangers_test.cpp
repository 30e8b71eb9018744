// From the schema before each statement of the server's scripts to the one after it, and back, as
// if the two had no history in common: each is read anew from what it is printed as.

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "compiler/catalog/apply.h"
#include "compiler/diff/migrate.h"
#include "compiler/schema/schema.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

catalog::Catalog loaded(const std::string& schema) {
  Sources sources;
  const FileId file = sources.add({"schema.sql", schema});
  Diagnostics diagnostics;
  catalog::Catalog catalog = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&sources, file, 1};
  for (const postgres::ParsedStatement& parsed :
       postgres::parse_text(sources[file].text, file, diagnostics)) {
    catalog = catalog::apply(std::move(catalog), parsed.statement, context).after;
  }
  return catalog::fresh_session(std::move(catalog));
}

/// What is left of the way from one to the other; empty: nothing.
std::string left_over(const catalog::Catalog& from, const catalog::Catalog& to) {
  const Migration migration = migrate(from, to, Kinship::kStrangers);
  std::string text;
  for (const Difference& difference : migration.left) {
    if (!difference.order_only) {
      text += fmt::format("  {}: {}\n", difference.object, difference.words);
    }
  }
  if (text.empty()) return text;
  for (const std::string& statement : migration.statements) text += "    " + statement + ";\n";
  return text;
}

class Strangers : public ::testing::TestWithParam<std::string> {};

TEST_P(Strangers, FindTheirWay) {
  Sources sources;
  const fs::path path = fs::path(ASHLAR_SOURCE_DIR) / "tests/server/scripts" / GetParam();
  const FileId file = sources.add({GetParam(), contents(path)});
  Diagnostics diagnostics;
  const auto statements = postgres::parse_text(sources[file].text, file, diagnostics);
  ASSERT_TRUE(diagnostics.empty());
  catalog::Catalog now = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&sources, file, 1};
  catalog::Catalog before = loaded(schema::schema_sql(now));
  std::string failures;
  for (const postgres::ParsedStatement& parsed : statements) {
    const catalog::Applied applied = catalog::apply(now, parsed.statement, context);
    const bool sure = applied.problems.empty() && !applied.after.has_doubts() && !now.has_doubts();
    now = applied.after;
    catalog::Catalog after = loaded(schema::schema_sql(catalog::fresh_session(now)));
    if (sure) {
      const std::string text(slice(sources[file].text, parsed.statement.span));
      const std::string there = left_over(before, after);
      const std::string back = left_over(after, before);
      if (!there.empty()) failures += fmt::format("{}\n THERE\n{}", text, there);
      if (!back.empty()) failures += fmt::format("{}\n BACK\n{}", text, back);
    }
    before = std::move(after);
  }
  if (!failures.empty()) std::cout << "<<<" << failures << ">>>\n";
  EXPECT_TRUE(failures.empty());
}

std::vector<std::string> names_of_scripts() {
  std::vector<std::string> names;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASHLAR_SOURCE_DIR) / "tests/server/scripts")) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Scripts, Strangers, ::testing::ValuesIn(names_of_scripts()),
                         [](const auto& script) {
                           return script.param.substr(0, script.param.find('.'));
                         });

}  // namespace
}  // namespace ashlar::diff
