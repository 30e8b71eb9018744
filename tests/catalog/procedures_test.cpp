// What DO blocks and called functions leave: refusals, doubts where the catalog does not decide,
// and an end in good time. That what is decided is right, tests/server shows.

#include <chrono>
#include <gtest/gtest.h>
#include <string>

#include "compiler/catalog/apply.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

/// Runs a script on the catalog; the results of its last statement stay.
class Script {
 public:
  explicit Script(const std::string& sql) {
    const FileId file = sources_.add({"script.sql", sql});
    Diagnostics diagnostics;
    const auto statements = postgres::parse_text(sources_[file].text, file, diagnostics);
    EXPECT_TRUE(diagnostics.empty()) << diagnostics.front().message;
    applied_.after = Catalog::empty_database();
    const ApplyContext context{&sources_, file, 1};
    for (const postgres::ParsedStatement& parsed : statements) {
      before_ = applied_.after;
      applied_ = apply(std::move(applied_.after), parsed.statement, context);
      for (const Problem& problem : applied_.problems) problems_.push_back(problem);
    }
  }

  [[nodiscard]] const Catalog& after() const { return applied_.after; }
  [[nodiscard]] const Applied& last() const { return applied_; }
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  [[nodiscard]] std::string words(const Problem& problem) const {
    return std::string(slice(sources_[0].text, problem.where));
  }
  [[nodiscard]] bool has_table(const std::string& name) const {
    sql::QualifiedName wanted;
    wanted.name.text = name;
    return after().find_relation(wanted) != nullptr;
  }
  [[nodiscard]] bool doubts(const std::string& name) const {
    return after().is_doubtful({NameSpace::kRelation, "public", name});
  }

 private:
  Sources sources_;
  Applied applied_;
  Catalog before_;
  std::vector<Problem> problems_;
};

std::string block(const std::string& body) { return "DO $$ BEGIN " + body + " END $$;"; }

TEST(Procedures, DecidedGuardsLeaveNoDoubt) {
  const Script script(
      "CREATE TABLE t (a int);" +
      block("IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'u') THEN CREATE TABLE u (); "
            "END IF;"));
  EXPECT_TRUE(script.has_table("u"));
  EXPECT_FALSE(script.after().has_doubts());
  EXPECT_TRUE(script.problems().empty());
  EXPECT_TRUE(script.last().unread.empty());
  ASSERT_EQ(script.last().inner.size(), 1U);
  EXPECT_EQ(script.last().changes.created.size(), 1U);
}

TEST(Procedures, UndecidedGuardsDoubtWhatTheyTouch) {
  const Script script(
      "CREATE TABLE t (a int); CREATE TABLE other (a int);" +
      block("IF EXISTS (SELECT 1 FROM other) THEN ALTER TABLE t ADD b int; CREATE TABLE u (); "
            "END IF;"));
  EXPECT_TRUE(script.doubts("t"));
  EXPECT_TRUE(script.doubts("u"));
  EXPECT_FALSE(script.doubts("other"));
  EXPECT_FALSE(script.has_table("u"));
  EXPECT_FALSE(script.after().is_doubtful());
}

TEST(Procedures, WhatFollowsADoubtIsNotRefused) {
  const Script script(
      "CREATE TABLE t (a int);" +
      block("IF random() > 0.5 THEN CREATE TABLE u (x int); DROP TABLE t; END IF;") +
      "DROP TABLE u; ALTER TABLE t ADD b int; CREATE TABLE t (a int);");
  EXPECT_TRUE(script.problems().empty());
}

TEST(Procedures, BothWaysTheSameIsNoDoubt) {
  const Script script(
      "CREATE TABLE t (a int);" +
      block("IF EXISTS (SELECT 1 FROM t) THEN UPDATE t SET a = 1; ELSE DELETE FROM t; END IF; "
            "CREATE TABLE after_it ();"));
  EXPECT_TRUE(script.has_table("after_it"));
  EXPECT_FALSE(script.after().has_doubts());
}

TEST(Procedures, AWayThatRaisesIsNotTheOneThatWasGone) {
  const Script script(
      "CREATE TABLE t (a int);" +
      block("IF (SELECT count(*) FROM t) > 5 THEN RAISE EXCEPTION 'too many'; ELSE ALTER TABLE t "
            "ADD b int; END IF;") +
      block("IF NOT EXISTS (SELECT 1 FROM t) THEN RAISE EXCEPTION 'none'; END IF; ALTER TABLE t "
            "ADD c int;"));
  EXPECT_FALSE(script.after().has_doubts());
  sql::QualifiedName name;
  name.name.text = "t";
  EXPECT_EQ(std::get<Table>(script.after().find_relation(name)->data).columns.size(), 3U);
  EXPECT_TRUE(script.problems().empty());
}

TEST(Procedures, AnEarlyReturnPutsTheRestInDoubt) {
  const Script script("CREATE TABLE t (a int);" +
                      block("IF EXISTS (SELECT 1 FROM t) THEN RETURN; END IF; CREATE TABLE u ();"));
  EXPECT_TRUE(script.has_table("u"));
  EXPECT_TRUE(script.doubts("u"));
  EXPECT_FALSE(script.doubts("t"));
}

TEST(Procedures, RaisingForSureIsARefusal) {
  const Script script("CREATE TABLE t (a int);\n" +
                      block("DROP TABLE t; RAISE EXCEPTION 'no % here', 'way';"));
  ASSERT_EQ(script.problems().size(), 1U);
  EXPECT_EQ(script.problems()[0].sqlstate, "P0001");
  EXPECT_EQ(script.problems()[0].message, "no way here");
  EXPECT_TRUE(script.has_table("t")) << "the server takes back what the block did";
}

TEST(Procedures, SettingsAndRolesAreGuessesOnly) {
  const Script script(
      "CREATE TABLE t (a int);"
      "DO $$ DECLARE r text := coalesce(current_setting('app.role', true), 'reader'); BEGIN "
      "EXECUTE 'GRANT SELECT ON t TO ' || r; "
      "IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'x') THEN CREATE TABLE u (); END IF; "
      "END $$;");
  EXPECT_TRUE(script.has_table("u"));
  EXPECT_TRUE(script.doubts("u"));
}

TEST(Procedures, UnknownCommandsDoubtTheirSchema) {
  const Script script(
      "CREATE SCHEMA s; CREATE TABLE names (n text); CREATE TABLE s.a (); CREATE TABLE keep ();"
      "DO $$ DECLARE r record; BEGIN FOR r IN SELECT n FROM names LOOP EXECUTE format('DROP TABLE "
      "s.%I', r.n); END LOOP; END $$;");
  EXPECT_TRUE(script.after().is_doubtful({NameSpace::kRelation, "s", "a"}));
  EXPECT_TRUE(script.after().is_doubtful({NameSpace::kRelation, "s", "anything"}));
  EXPECT_FALSE(script.doubts("keep"));
  EXPECT_FALSE(script.last().unread.empty());
}

TEST(Procedures, KnownBeginningsDoubtNoMore) {
  const Script script(
      "CREATE TABLE names (n text); CREATE TABLE events_one (); CREATE TABLE keep ();"
      "DO $$ DECLARE r record; BEGIN FOR r IN SELECT n FROM names LOOP EXECUTE 'DROP TABLE "
      "events_' "
      "|| r.n; END LOOP; END $$;");
  EXPECT_TRUE(script.doubts("events_one"));
  EXPECT_TRUE(script.doubts("events_two"));
  EXPECT_FALSE(script.doubts("keep"));
  EXPECT_FALSE(script.after().is_doubtful());
}

TEST(Procedures, UnknownGrantsDoubtNothing) {
  const Script script(
      "CREATE TABLE names (n text);"
      "DO $$ DECLARE r record; BEGIN FOR r IN SELECT n FROM names LOOP EXECUTE format('GRANT "
      "SELECT "
      "ON names TO %I', r.n); END LOOP; END $$;");
  EXPECT_FALSE(script.after().has_doubts());
}

TEST(Procedures, OtherLanguagesDoubtTheirWords) {
  const Script script(
      "CREATE TABLE t (a int); CREATE TABLE keep (a int);"
      "DO LANGUAGE plpython3u $$ plpy.execute(\"ALTER TABLE t DROP COLUMN a\") $$;"
      "ALTER TABLE t DROP COLUMN nothing;");
  EXPECT_TRUE(script.doubts("t"));
  EXPECT_FALSE(script.doubts("keep"));
  EXPECT_TRUE(script.problems().empty());
}

TEST(Procedures, HostileBodiesEnd) {
  const auto begin = std::chrono::steady_clock::now();
  const std::string loops[] = {
      "LOOP NULL; END LOOP;",
      "WHILE true LOOP CREATE TABLE IF NOT EXISTS x (); END LOOP;",
      "FOR i IN 1..2000000000 LOOP EXECUTE 'CREATE TABLE IF NOT EXISTS x' || i || ' ()'; END LOOP;",
      "FOR i IN 1..100000 LOOP FOR j IN 1..100000 LOOP NULL; END LOOP; END LOOP;",
      "PERFORM count(*) FROM pg_type a, pg_type b, pg_type c, pg_type d, pg_type e;",
      "PERFORM x.* FROM generate_series(1, 10000) x, generate_series(1, 10000) y;",
      "EXECUTE 'not sql';",
      "EXECUTE NULL;",
      "EXECUTE repeat('x', 100000000);",
      "IF (SELECT ((((SELECT ((SELECT 1))))))) = 1 THEN CREATE TABLE y (); END IF;",
  };
  for (const std::string& loop : loops) {
    const Script script("CREATE TABLE t (a int);" + block(loop) + "DROP TABLE IF EXISTS x;");
    EXPECT_TRUE(script.problems().empty()) << loop;
    EXPECT_TRUE(script.has_table("t")) << loop;
  }
  const Script recursive(
      "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'CREATE TABLE IF NOT "
      "EXISTS z ()'; RETURN f() + f(); END $$; SELECT f();");
  EXPECT_TRUE(recursive.problems().empty());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

TEST(Procedures, EndlessLoopsDoubtWhatTheyName) {
  const Script script("CREATE TABLE t (a int);" +
                      block("LOOP CREATE TABLE IF NOT EXISTS u (); END LOOP;"));
  EXPECT_TRUE(script.doubts("u"));
  EXPECT_FALSE(script.doubts("t"));
  EXPECT_FALSE(script.last().unread.empty());
}

TEST(Procedures, PureFunctionsCostNothing) {
  const Script script(
      "CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b'; SELECT add(1, "
      "2);");
  EXPECT_TRUE(script.last().inner.empty());
  EXPECT_FALSE(script.after().has_doubts());
}

}  // namespace
}  // namespace ashlar::catalog
