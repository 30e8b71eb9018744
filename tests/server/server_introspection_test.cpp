// What the runtime reads out of a database, against what made it: each history of schemas/*.sql and
// scripts/*.sql runs on a server and through the catalog. The catalog that is read out of the
// server prints a schema that dumps alike in an empty database, and differs in nothing from the one
// that the history gives.

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

#include "compiler/catalog/apply.h"
#include "compiler/diff/difference.h"
#include "compiler/schema/schema.h"
#include "compiler/written_schema.h"
#include "grammar/postgres/parser.h"
#include "runtime/introspect/introspect.h"
#include "tests/server/cluster.h"
#include "tests/server/dump.h"
#include "tests/server/runtime_session.h"
#include "tests/server/scripts.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;

class ServerIntrospectionTest : public ServerTest {};

/// The catalog after the script, which the server runs too.
catalog::Catalog replayed(Session& session, const fs::path& script) {
  Sources sources;
  const FileId file = sources.add({script.filename().string(), read_file(script)});
  Diagnostics diagnostics;
  catalog::Catalog catalog = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&sources, file, 1};
  for (const postgres::ParsedStatement& parsed :
       postgres::parse_text(sources[file].text, file, diagnostics)) {
    session.run(std::string(slice(sources[file].text, parsed.statement.span)));
    catalog = catalog::apply(std::move(catalog), parsed.statement, context).after;
  }
  EXPECT_TRUE(diagnostics.empty());
  return catalog::fresh_session(std::move(catalog));
}

/// What the runtime reads over a connection of its own.
runtime::Introspection introspected(Session& session, const std::string& user = {}) {
  runtime::database::Interrupt interrupt;
  const auto reader = beside(session, interrupt, user);
  if (reader == nullptr) throw std::runtime_error("no connection");
  Result<runtime::Introspection> read = runtime::introspect(*reader, "ashlar");
  if (!read) throw std::runtime_error(read.error().message + "\n" + read.error().detail);
  return std::move(*read);
}

catalog::Catalog read_back(const runtime::Introspection& read) {
  Sources sources;
  const FileId file = sources.add({"database", read.sql});
  pipeline::WrittenSchema written = pipeline::read_schema(sources, {file});
  for (const Diagnostic& finding : written.findings) {
    ADD_FAILURE() << finding.message << "\n"
                  << slice(read.sql, finding.location.span).substr(0, 400);
  }
  return std::move(written.catalog);
}

/// One line for each difference, the order of columns apart.
std::vector<std::string> drift(const catalog::Catalog& history, const catalog::Catalog& database) {
  std::vector<std::string> lines;
  for (const diff::Difference& difference :
       diff::compare(history, database, diff::Kinship::kStrangers).differences) {
    if (!difference.order_only) lines.push_back(difference.object + ": " + difference.words);
  }
  return lines;
}

std::string in_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

/// Scripts whose views the server itself writes in another way once it has read what it wrote.
bool dumps_otherwise(const fs::path& script) {
  const std::string name = script.filename().string();
  return name == "extensions_elsewhere.sql" || name == "views_and_rules.sql";
}

/// What keeps the two catalogs of a script apart.
const std::map<std::string, std::string>& kept_apart() {
  static const std::map<std::string, std::string> kScripts = {
      {"43_definitions.sql", "ALTER TEXT SEARCH DICTIONARY is read as what it comes to"},
      {"extensions_elsewhere.sql", "words of a view over an extension's types"},
      {"functions_in_from.sql", "whole rows of functions in FROM, parameters by number"},
      {"preamble_of_a_dump.sql", "the role that runs it, by its name"},
      {"queries_of_many_kinds.sql", "words of views"},
      {"text_search_and_extensions.sql", "ALTER MAPPING is read as the ADD MAPPING it comes to"},
  };
  return kScripts;
}

void judge(Cluster& cluster, const fs::path& script) {
  SCOPED_TRACE(script.filename().string());
  const std::unique_ptr<Session> session = cluster.fresh_database();
  const std::unique_ptr<Session> copy = cluster.fresh_database();
  std::string printed;
  try {
    const catalog::Catalog history = replayed(*session, script);
    const runtime::Introspection read = introspected(*session);
    EXPECT_EQ(in_lines(read.unread), "");
    const catalog::Catalog database = read_back(read);
    printed = schema::schema_sql(database);
    copy->run(printed);
    const std::string dumped = dump_difference(dump(*session), dump(*copy));
    EXPECT_EQ(dumped.empty(), !dumps_otherwise(script)) << dumped;
    const std::vector<std::string> there = drift(history, database);
    EXPECT_EQ(there.empty(), drift(database, history).empty());
    const auto known = kept_apart().find(script.filename().string());
    if (known == kept_apart().end()) {
      EXPECT_EQ(in_lines(there), "");
      return;
    }
    EXPECT_FALSE(there.empty()) << "works now: " << known->second;
  } catch (const std::exception& error) {
    ADD_FAILURE() << error.what() << "\n" << printed;
  }
}

TEST_F(ServerIntrospectionTest, SchemasAreReadAsTheyWereMade) {
  for (const fs::path& script : files_in("tests/server/schemas")) judge(cluster(), script);
}

TEST_F(ServerIntrospectionTest, EveryServerAnswers) {
  const std::unique_ptr<Session> session = cluster().fresh_database();
  replayed(*session, fs::path(ASHLAR_SOURCE_DIR) / "tests/server/introspection/all_kinds.sql");
  const runtime::Introspection read = introspected(*session);
  EXPECT_EQ(in_lines(read.unread),
            std::string("  ") +
                (cluster().version() < 14 ? "subscription sub\n"
                                          : "the connection of subscription sub\n") +
                "  the password of the user mapping of postgres on server away\n");
  EXPECT_EQ(read.sql.find("secret"), std::string::npos);
  const catalog::Catalog database = read_back(read);
  const std::unique_ptr<Session> copy = cluster().fresh_database();
  copy->run(schema::schema_sql(database));
  EXPECT_EQ(in_lines(drift(database, read_back(introspected(*copy)))),
            cluster().version() < 14 ? "" : "  object `sub subscription`: is gone\n")
      << "of a subscription the catalog knows that it is there, and a printed schema has none";
  session->run("DROP SUBSCRIPTION sub");
}

TEST_F(ServerIntrospectionTest, AnyRoleMayAsk) {
  const std::unique_ptr<Session> session = cluster().fresh_database();
  session->run("CREATE SCHEMA secluded");
  session->run("CREATE TABLE secluded.t (id integer PRIMARY KEY, CHECK (id > 0))");
  session->run("CREATE FOREIGN DATA WRAPPER w");
  session->run("CREATE SERVER away FOREIGN DATA WRAPPER w");
  session->run("CREATE USER MAPPING FOR CURRENT_USER SERVER away OPTIONS (\"user\" 'me')");
  session->run("CREATE SCHEMA ashlar");
  session->run("CREATE TABLE ashlar.revisions (id text)");
  session->run("CREATE ROLE ashlar_stranger LOGIN");
  const runtime::Introspection read = introspected(*session, "ashlar_stranger");
  session->run("DROP ROLE ashlar_stranger");
  EXPECT_EQ(in_lines(read.unread),
            "  the options of the user mapping of postgres on server away\n");
  const catalog::Catalog database = read_back(read);
  const catalog::Object* table = database.find({catalog::NameSpace::kRelation, "secluded", "t"});
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->owner, "postgres");
  EXPECT_EQ(database.parts_of(table->id).size(), 3U) << "a key, its index, a check";
  EXPECT_EQ(database.find_schema("ashlar"), nullptr) << "the ledger";
}

TEST_F(ServerIntrospectionTest, ScriptsAreReadAsTheyWereMade) {
  // Roles belong to the cluster, and another test runs the same scripts on the shared one.
  Cluster own(find_binaries());
  const char* only = std::getenv("ASHLAR_SCRIPT");
  for (const fs::path& script : files_in("tests/server/scripts")) {
    if (only == nullptr || script.filename().string().find(only) != std::string::npos) {
      judge(own, script);
    }
  }
}

}  // namespace
}  // namespace ashlar::server_tests
