// What binding refuses, the server refuses too, with the same SQLSTATE; what looks much the same
// and is right, both accept.

#include <gtest/gtest.h>

#include "compiler/catalog/apply.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {
namespace {

constexpr const char* kFixture =
    "CREATE TYPE mood AS ENUM ('glad', 'sad');\n"
    "CREATE TABLE t (a integer, b text, m mood, at timestamptz);\n"
    "CREATE TABLE u (a integer, c text);\n"
    "CREATE VIEW v AS SELECT a, b FROM t;\n"
    "CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';\n";

/// Each alone, after the fixture.
constexpr const char* kStatements[] = {
    "CREATE VIEW x AS SELECT nope FROM t",
    "CREATE VIEW x AS SELECT t.nope FROM t",
    "CREATE VIEW x AS SELECT z.a FROM t",
    "CREATE VIEW x AS SELECT a FROM t, u",
    "CREATE VIEW x AS SELECT t.a FROM t, u",
    "CREATE VIEW x AS SELECT a FROM t JOIN u USING (a)",
    "CREATE VIEW x AS SELECT a FROM t JOIN u USING (b)",
    "CREATE VIEW x AS SELECT a FROM nowhere",
    "CREATE VIEW x AS SELECT a, a FROM t",
    "CREATE VIEW x (p, q) AS SELECT a FROM t",
    "CREATE VIEW x (p) AS SELECT a, b FROM t",
    "CREATE VIEW x AS SELECT a FROM t UNION SELECT a, c FROM u",
    "CREATE VIEW x AS SELECT a FROM t UNION SELECT b FROM t",
    "CREATE VIEW x AS SELECT a FROM t UNION SELECT a FROM u ORDER BY nope",
    "CREATE VIEW x AS SELECT a AS nope FROM t UNION SELECT a FROM u ORDER BY nope",
    "CREATE VIEW x AS SELECT a FROM t WHERE a",
    "CREATE VIEW x AS SELECT a FROM t WHERE m = 'mad'",
    "CREATE VIEW x AS SELECT a FROM t WHERE m = 'sad'",
    "CREATE VIEW x AS SELECT a FROM t WHERE a = b",
    "CREATE VIEW x AS SELECT twice(b) FROM t",
    "CREATE VIEW x AS SELECT twice(a) FROM t",
    "CREATE VIEW x AS SELECT thrice(a) FROM t",
    "CREATE VIEW x AS SELECT a::nothing FROM t",
    "CREATE VIEW x AS SELECT (SELECT a) FROM t",
    "CREATE VIEW x AS SELECT s.a FROM (SELECT b FROM t) s",
    "CREATE VIEW x AS SELECT ctid, xmin, tableoid FROM t",
    "CREATE VIEW x AS SELECT t FROM t",
    "CREATE VIEW x AS SELECT a AS y FROM t ORDER BY y",
    "CREATE VIEW x AS SELECT relname FROM pg_class",
    "CREATE VIEW x AS SELECT rolname FROM pg_class",
    "CREATE OR REPLACE VIEW v AS SELECT a FROM t",
    "CREATE OR REPLACE VIEW v AS SELECT a, b AS z FROM t",
    "CREATE OR REPLACE VIEW v AS SELECT a, a AS b FROM t",
    "CREATE OR REPLACE VIEW v AS SELECT a, b, m FROM t",
    "CREATE OR REPLACE VIEW t AS SELECT 1",
    "CREATE TABLE x AS SELECT a, a FROM t",
    "CREATE TABLE x (a integer DEFAULT b, b integer)",
    "CREATE TABLE x (a integer DEFAULT (SELECT 1))",
    "CREATE TABLE x (a integer DEFAULT sum(1))",
    "CREATE TABLE x (a integer DEFAULT now())",
    "CREATE TABLE x (a integer CHECK (a))",
    "CREATE TABLE x (a integer CHECK (a > (SELECT 1)))",
    "CREATE TABLE x (a integer CHECK (count(a) > 1))",
    "CREATE TABLE x (a integer CHECK (row_number() OVER () > 1))",
    "CREATE TABLE x (a integer CHECK (generate_series(1, a) > 1))",
    "CREATE TABLE x (a integer CHECK (b > 1))",
    "CREATE TABLE x (a integer CHECK (x.a > 1))",
    "CREATE TABLE x (a integer, b integer GENERATED ALWAYS AS (c * 2) STORED)",
    "CREATE TABLE x (a text, b integer GENERATED ALWAYS AS (length(a)) STORED)",
    "CREATE TABLE x (a text, b timestamptz GENERATED ALWAYS AS (now()) STORED)",
    "CREATE INDEX ON t (lower(nope))",
    "CREATE INDEX ON t (lower(b))",
    "CREATE INDEX ON t ((now()))",
    "CREATE INDEX ON t (a) WHERE at > now()",
    "CREATE INDEX ON t (a) WHERE at > CURRENT_DATE",
    "CREATE INDEX ON t (a) WHERE a",
    "CREATE INDEX ON t (a) WHERE m = 'mad'",
    "CREATE INDEX ON t (date_trunc('day', at))",
    "ALTER TABLE t ADD CHECK (m IN ('glad', 'bad'))",
    "ALTER TABLE t ALTER COLUMN m SET DEFAULT 'bad'",
    "ALTER TABLE t ALTER COLUMN m SET DEFAULT 'sad'",
};

class ServerBindingRefusalsTest : public ServerTest {};

TEST_F(ServerBindingRefusalsTest, AreTheServers) {
  const std::unique_ptr<Session> session = cluster().fresh_database();
  session->run(kFixture);
  std::size_t refused = 0;
  for (const char* statement : kStatements) {
    Sources sources;
    const FileId file = sources.add({"statements", std::string(kFixture) + statement});
    Diagnostics diagnostics;
    catalog::Catalog catalog = catalog::Catalog::empty_database();
    std::string ours = "accepted";
    for (const postgres::ParsedStatement& parsed :
         postgres::parse_text(sources[file].text, file, diagnostics)) {
      catalog::Applied applied =
          catalog::apply(std::move(catalog), parsed.statement, {&sources, file, 1});
      catalog = std::move(applied.after);
      if (!applied.problems.empty()) ours = applied.problems.front().sqlstate;
    }
    std::string theirs = "accepted";
    session->run("BEGIN");
    try {
      session->run(statement);
    } catch (const ServerError& error) {
      theirs = error.sqlstate();
      ++refused;
    }
    session->run("ROLLBACK");
    EXPECT_EQ(ours, theirs) << statement;
  }
  EXPECT_GE(refused, 40U);
}

}  // namespace
}  // namespace ashlar::server_tests
