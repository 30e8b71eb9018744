// What the catalog refuses against what the server refuses: in refusals/*.sql each statement runs
// on a server and through catalog::apply. Where the server refuses it, the catalog must too, with
// the same SQLSTATE and at words of the statement; where it does not, the catalog must be silent.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {
namespace {

class ServerRefusalsTest : public ServerTest {};

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// What the server answers: empty, or the SQLSTATE and the message.
struct Answer {
  std::string sqlstate;
  std::string message;
};

Answer ask(Session& session, const std::string& statement) {
  try {
    session.run(statement);
    return {};
  } catch (const ServerError& error) {
    return {error.sqlstate(), error.what()};
  }
}

void expect_same(const Answer& server, const std::vector<catalog::Problem>& problems,
                 Span statement) {
  if (problems.empty()) {
    EXPECT_EQ(server.sqlstate, "") << "the catalog is silent; " << server.message;
    return;
  }
  const catalog::Problem& first = problems.front();
  EXPECT_EQ(first.sqlstate, server.sqlstate) << first.message << "\n" << server.message;
  EXPECT_FALSE(first.where.empty()) << first.message;
  EXPECT_GE(first.where.begin, statement.begin) << first.message;
  EXPECT_LE(first.where.end, statement.end) << first.message;
}

void compare_refusals(Session& session, const std::string& name, const std::string& script) {
  Sources sources;
  const FileId file = sources.add({name, script});
  Diagnostics diagnostics;
  const std::vector<postgres::ParsedStatement> statements =
      postgres::parse_text(sources[file].text, file, diagnostics);
  ASSERT_TRUE(diagnostics.empty()) << name << ": " << diagnostics.front().message;
  catalog::Catalog catalog = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&sources, file, 1};
  std::size_t refused = 0;
  for (const postgres::ParsedStatement& parsed : statements) {
    const std::string text(slice(sources[file].text, parsed.statement.span));
    SCOPED_TRACE(text);
    const Answer server = ask(session, text);
    catalog::Applied applied = catalog::apply(catalog, parsed.statement, context);
    expect_same(server, applied.problems, parsed.statement.span);
    // A statement that the server refuses leaves nothing behind.
    if (server.sqlstate.empty()) {
      catalog = std::move(applied.after);
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, 0U) << "a script of refusals in which nothing is refused";
}

TEST_F(ServerRefusalsTest, WhatTheServerRefusesTheCatalogDoes) {
  std::vector<std::filesystem::path> scripts;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(ASHLAR_SOURCE_DIR) / "tests/server/refusals")) {
    scripts.push_back(entry.path());
  }
  std::sort(scripts.begin(), scripts.end());
  ASSERT_FALSE(scripts.empty());
  for (const std::filesystem::path& script : scripts) {
    SCOPED_TRACE(script.filename().string());
    const std::unique_ptr<Session> session = cluster().fresh_database();
    compare_refusals(*session, script.filename().string(), text_of(script));
  }
}

}  // namespace
}  // namespace ashlar::server_tests
