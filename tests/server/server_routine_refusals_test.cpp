// What the catalog refuses of routines, triggers, policies, rules and types, the server refuses
// too, with the same SQLSTATE; what looks much the same and is right, both accept.

#include <gtest/gtest.h>

#include "compiler/catalog/apply.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {
namespace {

constexpr const char* kRoutineFixture =
    "CREATE TYPE mood AS ENUM ('glad', 'sad');\n"
    "CREATE TYPE pair AS (x integer, y integer);\n"
    "CREATE DOMAIN small AS integer CONSTRAINT positive CHECK (VALUE > 0);\n"
    "CREATE TABLE t (a integer, b text, m mood);\n"
    "CREATE TABLE p (a integer, b text) PARTITION BY LIST (a);\n"
    "CREATE VIEW v AS SELECT a, b FROM t;\n"
    "CREATE MATERIALIZED VIEW w AS SELECT a FROM t;\n"
    "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';\n"
    "CREATE FUNCTION twice(n integer, m text DEFAULT 'x') RETURNS integer LANGUAGE sql AS 'SELECT "
    "$1';\n"
    "CREATE FUNCTION many(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';\n"
    "CREATE FUNCTION many(text) RETURNS integer LANGUAGE sql AS 'SELECT 1';\n"
    "CREATE FUNCTION pieces(OUT a integer, OUT b text) LANGUAGE plpgsql AS 'BEGIN END';\n"
    "CREATE PROCEDURE work(integer) LANGUAGE plpgsql AS 'BEGIN END';\n"
    "CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';\n"
    "CREATE TRIGGER seen AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION stamp();\n"
    "CREATE CONSTRAINT TRIGGER held AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION stamp();\n"
    "CREATE POLICY own ON t FOR SELECT USING (true);\n"
    "CREATE POLICY adds ON t FOR INSERT WITH CHECK (true);\n"
    "CREATE RULE log AS ON DELETE TO t DO ALSO NOTHING;\n"
    "CREATE STATISTICS st ON a, b FROM t;\n"
    "CREATE COLLATION plain (locale = 'C');\n"
    "CREATE CAST (pair AS text) WITH INOUT;\n";

// NOLINTBEGIN(bugprone-suspicious-missing-comma): long statements go over several literals.
/// Each alone, after the fixture.
constexpr const char* kRoutineStatements[] = {
    "CREATE FUNCTION twice(integer, text) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE PROCEDURE many(text) LANGUAGE plpgsql AS 'BEGIN END'",
    "CREATE OR REPLACE FUNCTION many(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
    "CREATE OR REPLACE FUNCTION many(text) RETURNS SETOF integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION many(named text) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION twice(k integer, m text DEFAULT 'x') RETURNS integer LANGUAGE sql "
    "AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION twice(n integer, m text) RETURNS integer LANGUAGE sql AS 'SELECT "
    "1'",
    "CREATE OR REPLACE FUNCTION twice(n integer DEFAULT 1, m text DEFAULT 'y') RETURNS integer "
    "LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION pieces(OUT a integer, OUT c text) LANGUAGE plpgsql AS 'BEGIN END'",
    "CREATE OR REPLACE FUNCTION pieces(OUT a integer, OUT b text) RETURNS record LANGUAGE plpgsql "
    "AS 'BEGIN END'",
    "CREATE OR REPLACE PROCEDURE many(text) LANGUAGE plpgsql AS 'BEGIN END'",
    "CREATE OR REPLACE FUNCTION work(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION f(a integer, a text) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION f(a integer DEFAULT 1, b text) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION f(a nothing) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION f(a t) RETURNS nothing LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION f(a t.a%TYPE) RETURNS v LANGUAGE sql AS 'SELECT 1, null::text'",
    "CREATE FUNCTION f() RETURNS integer LANGUAGE nothing AS 'SELECT 1'",
    "CREATE FUNCTION nowhere.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "ALTER FUNCTION many STABLE",
    "ALTER FUNCTION many(text) STABLE",
    "ALTER FUNCTION many(bigint) STABLE",
    "ALTER FUNCTION nothing STABLE",
    "ALTER FUNCTION nothing(integer) STABLE",
    "ALTER FUNCTION work(integer) SECURITY DEFINER",
    "ALTER PROCEDURE work SECURITY DEFINER",
    "ALTER PROCEDURE many(text) SECURITY DEFINER",
    "ALTER ROUTINE work(integer) SECURITY DEFINER",
    "CREATE AGGREGATE many(integer) (sfunc = int4pl, stype = integer)",
    "CREATE AGGREGATE total(nothing) (sfunc = int4pl, stype = integer)",
    "CREATE TRIGGER seen AFTER INSERT ON t EXECUTE FUNCTION stamp()",
    "CREATE OR REPLACE TRIGGER seen AFTER INSERT ON t EXECUTE FUNCTION stamp()",
    "CREATE OR REPLACE TRIGGER held AFTER INSERT ON t EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x AFTER INSERT ON nowhere EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x AFTER INSERT ON t EXECUTE FUNCTION nothing()",
    "CREATE TRIGGER x AFTER INSERT ON t EXECUTE FUNCTION on_ddl()",
    "CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION "
    "suppress_redundant_updates_trigger()",
    "CREATE TRIGGER x AFTER UPDATE OF nope ON t EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x AFTER UPDATE OF b ON t EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x INSTEAD OF INSERT ON t FOR EACH ROW EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x INSTEAD OF INSERT ON v EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x INSTEAD OF UPDATE OF a ON v FOR EACH ROW EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x AFTER INSERT ON v FOR EACH ROW EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x AFTER INSERT ON v EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x AFTER TRUNCATE ON v EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x AFTER INSERT ON w EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x AFTER TRUNCATE ON t FOR EACH ROW EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x AFTER INSERT ON p REFERENCING NEW TABLE AS n FOR EACH ROW EXECUTE FUNCTION "
    "stamp()",
    "CREATE TRIGGER x AFTER INSERT ON p REFERENCING NEW TABLE AS n EXECUTE FUNCTION stamp()",
    "CREATE TRIGGER x BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION stamp()",
    "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION stamp()",
    "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION on_ddl()",
    "CREATE POLICY own ON t USING (true)",
    "CREATE POLICY own ON p USING (true)",
    "CREATE POLICY x ON v USING (true)",
    "CREATE POLICY x ON nowhere USING (true)",
    "CREATE POLICY x ON t FOR SELECT WITH CHECK (true)",
    "CREATE POLICY x ON t FOR INSERT USING (true)",
    "CREATE POLICY x ON t FOR UPDATE USING (true) WITH CHECK (true)",
    "ALTER POLICY nope ON t USING (true)",
    "ALTER POLICY own ON t USING (false)",
    "ALTER POLICY own ON t WITH CHECK (false)",
    "ALTER POLICY adds ON t USING (false)",
    "CREATE RULE log AS ON DELETE TO t DO ALSO NOTHING",
    "CREATE OR REPLACE RULE log AS ON UPDATE TO t DO ALSO NOTHING",
    "CREATE RULE log AS ON DELETE TO w DO ALSO NOTHING",
    "CREATE RULE log AS ON DELETE TO v DO INSTEAD NOTHING",
    "CREATE RULE log AS ON DELETE TO nowhere DO ALSO NOTHING",
    "CREATE STATISTICS st ON a, b FROM t",
    "CREATE STATISTICS IF NOT EXISTS st ON a, b FROM t",
    "CREATE STATISTICS other ON a, nope FROM t",
    "CREATE STATISTICS other ON a, b FROM nowhere",
    "CREATE TYPE mood AS ENUM ('x')",
    "CREATE TYPE t AS ENUM ('x')",
    "CREATE TYPE t AS (x integer)",
    "CREATE TYPE other AS (x nothing)",
    "CREATE TYPE other AS (x integer, x text)",
    "CREATE TYPE nowhere.other AS ENUM ('x')",
    "ALTER TYPE mood ADD VALUE 'sad'",
    "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad'",
    "ALTER TYPE mood ADD VALUE 'new' BEFORE 'nope'",
    "ALTER TYPE mood ADD VALUE 'new' AFTER 'sad'",
    "ALTER TYPE mood RENAME VALUE 'nope' TO 'x'",
    "ALTER TYPE mood RENAME VALUE 'glad' TO 'sad'",
    "ALTER TYPE mood RENAME VALUE 'glad' TO 'happy'",
    "ALTER TYPE pair ADD VALUE 'x'",
    "ALTER TYPE nothing ADD VALUE 'x'",
    "CREATE DOMAIN small AS text",
    "CREATE DOMAIN other AS nothing",
    "ALTER DOMAIN small ADD CONSTRAINT positive CHECK (VALUE > 1)",
    "ALTER DOMAIN small DROP CONSTRAINT nope",
    "ALTER DOMAIN small DROP CONSTRAINT IF EXISTS nope",
    "ALTER DOMAIN small VALIDATE CONSTRAINT nope",
    "ALTER DOMAIN mood SET NOT NULL",
    "ALTER DOMAIN nothing SET NOT NULL",
    "CREATE TYPE small AS RANGE (subtype = integer)",
    "CREATE COLLATION plain (locale = 'C')",
    "CREATE COLLATION IF NOT EXISTS plain (locale = 'C')",
    "CREATE CAST (pair AS text) WITH INOUT",
    "CREATE CAST (pair AS nothing) WITH INOUT",
};
// NOLINTEND(bugprone-suspicious-missing-comma)

class ServerRoutineRefusalsTest : public ServerTest {};

TEST_F(ServerRoutineRefusalsTest, AreTheServers) {
  const std::unique_ptr<Session> session = cluster().fresh_database();
  session->run(kRoutineFixture);
  Sources fixture_sources;
  const FileId fixture_file = fixture_sources.add({"fixture", kRoutineFixture});
  Diagnostics fixture_diagnostics;
  catalog::Catalog before = catalog::Catalog::empty_database();
  for (const postgres::ParsedStatement& parsed : postgres::parse_text(
           fixture_sources[fixture_file].text, fixture_file, fixture_diagnostics)) {
    catalog::Applied applied =
        catalog::apply(std::move(before), parsed.statement, {&fixture_sources, fixture_file, 1});
    ASSERT_TRUE(applied.problems.empty()) << applied.problems.front().message;
    before = std::move(applied.after);
  }
  std::size_t refused = 0;
  for (const char* statement : kRoutineStatements) {
    Sources sources;
    const FileId file = sources.add({"statement", statement});
    Diagnostics diagnostics;
    const std::vector<postgres::ParsedStatement> parsed =
        postgres::parse_text(sources[file].text, file, diagnostics);
    ASSERT_EQ(parsed.size(), 1U) << statement;
    const catalog::Applied applied =
        catalog::apply(before, parsed[0].statement, {&sources, file, 1});
    const std::string ours =
        applied.problems.empty() ? "accepted" : applied.problems.front().sqlstate;
    if (!applied.problems.empty()) {
      EXPECT_FALSE(applied.problems.front().where.empty()) << statement;
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
  EXPECT_GE(refused, 60U);
}

}  // namespace
}  // namespace ashlar::server_tests
