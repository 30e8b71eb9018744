// What pg_dump writes of a schema is, as a schema.sql, the schema that the author's statements
// make: nothing is to be changed in either direction, whatever words the server has for it.

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>

#include "compiler/diff/migrate.h"
#include "compiler/written_schema.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"
#include "tests/server/dump.h"
#include "tests/server/scripts.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;

/// What is taken for another thing yet, by script: the object, as the difference names it. Text
/// search objects that are copied or altered word by word, calls and casts of an extension's types,
/// parameters by number, whole rows of functions in FROM, arguments of WITHIN GROUP, aliases of
/// JOIN … USING, words for intervals.
const std::map<std::string, std::set<std::string>>& told_apart() {
  static const std::map<std::string, std::set<std::string>> kObjects = {
      {"43_definitions.sql", {"object `words text search dictionary`"}},
      {"extensions_elsewhere.sql", {"view `v`"}},
      {"functions_in_from.sql", {"function `f4(text[])`", "view `w1`", "view `w2`", "view `w4`"}},
      {"queries_of_many_kinds.sql", {"view `lk`", "view `ordset`", "view `tz`", "view `using_al`"}},
      {"text_search_and_extensions.sql", {"object `fr text search configuration`"}},
  };
  return kObjects;
}

/// What pg_dump writes of these cannot be loaded: a sequence of a type's name made behind the type,
/// a view that reads itself made at once.
const std::set<std::string>& not_restorable() {
  static const std::set<std::string> kScripts = {"45_merged_checks_and_copied_indexes.sql",
                                                 "circular_views.sql"};
  return kScripts;
}

class ServerSpellingTest : public ServerTest {};

catalog::Catalog written(const std::string& name, const std::string& text) {
  Sources sources;
  const FileId file = sources.add({name, text});
  pipeline::WrittenSchema schema = pipeline::read_schema(sources, {file});
  EXPECT_FALSE(has_errors(schema.findings)) << name << ": " << schema.findings.front().message;
  return std::move(schema.catalog);
}

/// The objects that differ, and with them the statements that would bring one to the other.
std::set<std::string> differing(const catalog::Catalog& from, const catalog::Catalog& to,
                                std::string& statements) {
  std::set<std::string> objects;
  const diff::Comparison comparison = diff::compare(from, to, diff::Kinship::kStrangers);
  for (const diff::Difference& difference : comparison.differences) {
    if (!difference.order_only) objects.insert(difference.object);
  }
  const diff::Migration migration = diff::migrate(from, to, diff::Kinship::kStrangers);
  for (const std::string& statement : migration.statements) statements += statement + ";\n";
  return objects;
}

void compare_with_dump(Cluster& cluster, const fs::path& script) {
  const std::string name = script.filename().string();
  SCOPED_TRACE(name);
  const std::string whole = read_file(script);
  const std::unique_ptr<Session> session = cluster.fresh_database();
  for (const std::string& statement : statements_of(whole)) session->run(statement);
  std::string dumped;
  for (const std::string& line : dump(*session)) dumped += line + "\n";
  const catalog::Catalog author = written(name, whole);
  const catalog::Catalog server = written(name + " as dumped", dumped);
  const auto expected = told_apart().find(name);
  const std::set<std::string> objects =
      expected == told_apart().end() ? std::set<std::string>() : expected->second;
  std::string there;
  std::string back;
  EXPECT_EQ(differing(author, server, there), objects) << there;
  EXPECT_EQ(differing(server, author, back), objects) << back;
  EXPECT_EQ(there.empty(), objects.empty()) << there;
  EXPECT_EQ(back.empty(), objects.empty()) << back;
}

TEST_F(ServerSpellingTest, ADumpIsTheSchemaThatItIsOf) {
  // Roles belong to the cluster, and other tests run the same scripts on the shared one.
  Cluster own(find_binaries());
  std::vector<fs::path> scripts = files_in("tests/server/scripts");
  for (fs::path& script : files_in("tests/server/schemas")) scripts.push_back(std::move(script));
  ASSERT_GE(scripts.size(), 80U);
  for (const fs::path& script : scripts) {
    if (!not_restorable().contains(script.filename().string())) compare_with_dump(own, script);
  }
}

}  // namespace
}  // namespace ashlar::server_tests
