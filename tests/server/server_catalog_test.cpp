// The catalog against the real thing: each script runs on a server and through catalog::apply, and
// after every statement both must show the same schema. Scripts are in scripts/*.sql.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "compiler/catalog/facts/facts.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"
#include "tests/server/scripts.h"
#include "tests/server/snapshot.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;

class ServerCatalogTest : public ServerTest {};

/// Runs the script on both sides; stops at the first statement after which they differ.
void compare(Session& session, const std::string& name, const std::string& script) {
  Sources sources;
  const FileId file = sources.add({name, script});
  Diagnostics diagnostics;
  const std::vector<postgres::ParsedStatement> statements =
      postgres::parse_text(sources[file].text, file, diagnostics);
  ASSERT_TRUE(diagnostics.empty()) << name << ": " << diagnostics.front().message;
  catalog::Catalog catalog = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&sources, file, 1};
  for (const postgres::ParsedStatement& parsed : statements) {
    const std::string text(slice(sources[file].text, parsed.statement.span));
    try {
      session.run(text);
    } catch (const ServerError& error) {
      FAIL() << name << ": the server refuses\n" << text << "\n" << error.what();
    }
    catalog = catalog::apply(std::move(catalog), parsed.statement, context).after;
    // The snapshot needs a path under which names print as the catalog prints them.
    const std::string path = session.value("SHOW search_path");
    session.run("SET search_path = public");
    const std::string differs = difference(server_snapshot(session), catalog_snapshot(catalog));
    session.run("SELECT set_config('search_path', '" + path + "', false)");
    ASSERT_EQ(differs, "") << name << " after\n" << text;
  }
}

TEST_F(ServerCatalogTest, ScriptsGiveTheSameSchema) {
  std::vector<fs::path> scripts;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASHLAR_SOURCE_DIR) / "tests/server/scripts")) {
    scripts.push_back(entry.path());
  }
  std::sort(scripts.begin(), scripts.end());
  ASSERT_GE(scripts.size(), 25U);
  for (const fs::path& script : scripts) {
    SCOPED_TRACE(script.filename().string());
    const std::unique_ptr<Session> session = cluster().fresh_database();
    compare(*session, script.filename().string(), read_file(script));
  }
}

/// What scripts/facts wrote is what the server still says.
TEST_F(ServerCatalogTest, FactsAreTheServers) {
  if (cluster().version() != catalog::facts_version()) {
    GTEST_SKIP() << "the facts are those of PostgreSQL " << catalog::facts_version();
  }
  const std::unique_ptr<Session> session = cluster().fresh_database();
  std::size_t files = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASHLAR_SOURCE_DIR) / "compiler/catalog/facts")) {
    if (entry.path().extension() != ".sql") continue;
    fs::path written = entry.path();
    written.replace_extension(".inc");
    EXPECT_EQ(session->lines(read_file(entry.path())), read_file(written)) << written;
    ++files;
  }
  EXPECT_GE(files, 4U);
}

/// The same of what extensions bring, in a database that has them all.
TEST_F(ServerCatalogTest, FactsAboutExtensionsAreTheServers) {
  if (cluster().version() != catalog::facts_version()) {
    GTEST_SKIP() << "the facts are those of PostgreSQL " << catalog::facts_version();
  }
  const fs::path folder = fs::path(ASHLAR_SOURCE_DIR) / "compiler/catalog/facts/extensions";
  const std::unique_ptr<Session> session = cluster().fresh_database();
  session->run(read_file(folder / "install.sql"));
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".sql" || entry.path().filename() == "install.sql") continue;
    fs::path written = entry.path();
    written.replace_extension(".inc");
    EXPECT_EQ(session->lines(read_file(entry.path())), read_file(written)) << written;
    ++files;
  }
  EXPECT_EQ(files, 8U);
}

}  // namespace
}  // namespace ashlar::server_tests
