// The printed schema against the real thing: what each of scripts/*.sql builds on a server, and
// what `ashlar schema` prints of its catalog builds in an empty database, dump alike.

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "compiler/emit/schema.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;

class ServerPrintedSchemaTest : public ServerTest {};

std::string script_text(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// What pg_dump says of the session's database: its statements, without settings and comments.
std::string dump(const Cluster& cluster, Session& session) {
  const std::string command =
      "'" + (cluster.binaries() / "pg_dump").string() + "' --schema-only -d '" +
      cluster.connection_string(session.value("SELECT current_database()")) + "' 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string all;
  std::array<char, 4096> buffer{};
  for (std::size_t got = 0; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    all.append(buffer.data(), got);
  }
  if (pclose(pipe) != 0) throw std::runtime_error(all);
  std::istringstream lines(all);
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    // Settings of the dump itself, and the key that newer versions of pg_dump put around it.
    if (line.empty() || line.starts_with("--") || line.starts_with("\\")) continue;
    if (line.starts_with("SET ") || line.starts_with("SELECT pg_catalog.set_config")) continue;
    kept.append(line).append("\n");
  }
  return kept;
}

/// The first line in which the two differ, with some of what stands before it; empty: they do not.
std::string first_difference(const std::string& wanted, const std::string& got) {
  std::istringstream left(wanted);
  std::istringstream right(got);
  std::string before;
  for (;;) {
    std::string a;
    std::string b;
    const bool more_left = static_cast<bool>(std::getline(left, a));
    const bool more_right = static_cast<bool>(std::getline(right, b));
    if (!more_left && !more_right) return {};
    if (a != b || more_left != more_right) {
      return before + "  the script:  " + (more_left ? a : "(ends)") +
             "\n  the printed: " + (more_right ? b : "(ends)") + "\n";
    }
    before = "               " + a + "\n";
  }
}

/// Runs the script on the server and through the catalog, which is returned.
catalog::Catalog build(Session& session, const std::string& name, const std::string& script) {
  Sources sources;
  const FileId file = sources.add({name, script});
  Diagnostics diagnostics;
  catalog::Catalog catalog = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&sources, file, 1};
  for (const postgres::ParsedStatement& parsed :
       postgres::parse_text(sources[file].text, file, diagnostics)) {
    session.run(std::string(slice(sources[file].text, parsed.statement.span)));
    catalog = catalog::apply(std::move(catalog), parsed.statement, context).after;
  }
  return catalog::fresh_session(std::move(catalog));
}

void compare_dumps(Cluster& cluster, const std::string& name, const std::string& script) {
  const std::unique_ptr<Session> written = cluster.fresh_database();
  const std::unique_ptr<Session> loaded = cluster.fresh_database();
  const catalog::Catalog catalog = build(*written, name, script);
  const std::string sql = emit::schema_sql(catalog);
  try {
    loaded->run(sql);
  } catch (const ServerError& error) {
    ADD_FAILURE() << "does not load: " << error.what() << "\n" << sql;
    return;
  }
  const std::string differs = first_difference(dump(cluster, *written), dump(cluster, *loaded));
  EXPECT_EQ(differs, "");
}

TEST_F(ServerPrintedSchemaTest, BuildsWhatTheScriptBuilds) {
  if (!fs::exists(cluster().binaries() / "pg_dump")) GTEST_SKIP() << "pg_dump is not installed";
  // Roles belong to the cluster, and other tests run the same scripts on theirs.
  Cluster own(cluster().binaries());
  std::vector<fs::path> scripts;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASHLAR_SOURCE_DIR) / "tests/server/scripts")) {
    scripts.push_back(entry.path());
  }
  std::sort(scripts.begin(), scripts.end());
  ASSERT_FALSE(scripts.empty());
  for (const fs::path& script : scripts) {
    SCOPED_TRACE(script.filename().string());
    compare_dumps(own, script.filename().string(), script_text(script));
  }
}

}  // namespace
}  // namespace ashlar::server_tests
