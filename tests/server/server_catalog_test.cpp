// The catalog against the real thing: each script runs on a server and through catalog::apply, and
// after every statement both must show the same schema. Scripts are in scripts/*.sql.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "compiler/catalog/builtin_functions.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"
#include "tests/server/snapshot.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;

class ServerCatalogTest : public ServerTest {};

std::string read_file(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

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

/// The data of this version of the server, compared with its own catalogs.
TEST_F(ServerCatalogTest, BuiltinNamesAreTheServers) {
  if (cluster().version() != 15) GTEST_SKIP() << "the tables hold PostgreSQL 15's names";
  const std::unique_ptr<Session> session = cluster().fresh_database();
  const auto joined = [](std::span<const std::string_view> names) {
    std::string text;
    for (const std::string_view name : names) text.append(name).append("\n");
    return text;
  };
  EXPECT_EQ(session->lines("SELECT typname FROM pg_type WHERE typnamespace = "
                           "'pg_catalog'::regnamespace AND typrelid = 0 AND NOT (typelem <> 0 AND "
                           "typname LIKE '\\_%') ORDER BY typname COLLATE \"C\""),
            joined(catalog::builtin_types()));
  const std::string functions =
      "SELECT DISTINCT proname COLLATE \"C\" FROM pg_proc WHERE pronamespace = "
      "'pg_catalog'::regnamespace ";
  EXPECT_EQ(session->lines(functions + "ORDER BY 1"), joined(catalog::builtin_functions()));
  EXPECT_EQ(session->lines(functions + "AND provolatile = 'v' ORDER BY 1"),
            joined(catalog::volatile_builtin_functions()));
}

}  // namespace
}  // namespace ashlar::server_tests
