// The printed schema against the real thing: each history of schemas/*.sql and of scripts/*.sql
// runs on a server and through the catalog; what the catalog prints, loaded into an empty database,
// must dump as the server's own does.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "compiler/schema/schema.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"
#include "tests/server/dump.h"
#include "tests/server/scripts.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;

class ServerDumpTest : public ServerTest {};

/// The catalog after the script, which the server runs too.
catalog::Catalog replay(Session& session, const std::string& name, const std::string& script) {
  Sources sources;
  const FileId file = sources.add({name, script});
  Diagnostics diagnostics;
  const std::vector<postgres::ParsedStatement> statements =
      postgres::parse_text(sources[file].text, file, diagnostics);
  EXPECT_TRUE(diagnostics.empty()) << diagnostics.front().message;
  catalog::Catalog catalog = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&sources, file, 1};
  for (const postgres::ParsedStatement& parsed : statements) {
    const std::string text(slice(sources[file].text, parsed.statement.span));
    session.run(text);
    catalog::Applied applied = catalog::apply(std::move(catalog), parsed.statement, context);
    EXPECT_TRUE(applied.problems.empty()) << text << "\n" << applied.problems.front().message;
    catalog = std::move(applied.after);
  }
  return catalog::fresh_session(std::move(catalog));
}

void compare_dumps(Cluster& cluster, const fs::path& script) {
  SCOPED_TRACE(script.filename().string());
  const std::unique_ptr<Session> session = cluster.fresh_database();
  const std::unique_ptr<Session> copy = cluster.fresh_database();
  std::string printed;
  try {
    printed = schema::schema_sql(replay(*session, script.filename().string(), read_file(script)));
    copy->run(printed);
  } catch (const ServerError& error) {
    ADD_FAILURE() << error.what() << "\n" << printed;
    return;
  }
  EXPECT_EQ(dump_difference(dump(*session), dump(*copy)), "");
}

TEST_F(ServerDumpTest, PrintedSchemasDumpAlike) {
  const std::vector<fs::path> scripts = files_in("tests/server/schemas");
  ASSERT_GE(scripts.size(), 10U);
  for (const fs::path& script : scripts) compare_dumps(cluster(), script);
}

TEST_F(ServerDumpTest, ScriptsOfTheCatalogDumpAlike) {
  // Roles belong to the cluster, and another test runs the same scripts on the shared one.
  Cluster own(find_binaries());
  const std::vector<fs::path> scripts = files_in("tests/server/scripts");
  ASSERT_GE(scripts.size(), 10U);
  for (const fs::path& script : scripts) compare_dumps(own, script);
}

}  // namespace
}  // namespace ashlar::server_tests
