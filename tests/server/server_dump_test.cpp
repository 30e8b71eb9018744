// The printed schema against the real thing: each history of schemas/*.sql runs on a server and
// through the catalog; what the catalog prints, loaded into an empty database, must dump as the
// server's own does.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "compiler/emit/schema.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"
#include "tests/server/dump.h"

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
  return catalog;
}

TEST_F(ServerDumpTest, PrintedSchemasDumpAlike) {
  std::vector<fs::path> scripts;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASHLAR_SOURCE_DIR) / "tests/server/schemas")) {
    scripts.push_back(entry.path());
  }
  std::sort(scripts.begin(), scripts.end());
  ASSERT_GE(scripts.size(), 10U);
  for (const fs::path& script : scripts) {
    SCOPED_TRACE(script.filename().string());
    std::ifstream file(script);
    std::stringstream text;
    text << file.rdbuf();
    const std::unique_ptr<Session> session = cluster().fresh_database();
    const std::unique_ptr<Session> copy = cluster().fresh_database();
    std::string printed;
    try {
      printed = emit::schema_sql(replay(*session, script.filename().string(), text.str()));
      copy->run(printed);
    } catch (const ServerError& error) {
      ADD_FAILURE() << error.what() << "\n" << printed;
      continue;
    }
    EXPECT_EQ(dump_difference(dump(*session), dump(*copy)), "");
  }
}

}  // namespace
}  // namespace ashlar::server_tests
