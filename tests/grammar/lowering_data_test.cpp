#include <gmock/gmock.h>
#include <ostream>

#include "tests/grammar/parsed.h"

namespace ashlar {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Parsed;

std::vector<std::string> texts(const Parsed& p, const std::vector<sql::QualifiedName>& names) {
  std::vector<std::string> list;
  for (const sql::QualifiedName& name : names) list.push_back(p.text(name));
  return list;
}

TEST(LowerInsert, TargetIsNoReference) {
  const Parsed p(
      "WITH w AS (SELECT * FROM z) INSERT INTO s.t AS al (a, \"B\", c[1]) SELECT f(x), 1, 2 FROM "
      "w, u"
      " ON CONFLICT (a) DO UPDATE SET b = excluded.b RETURNING d;"
      "INSERT INTO t VALUES (now()), ((SELECT 1 FROM v)); INSERT INTO t DEFAULT VALUES");
  const auto& insert = p.as<sql::Insert>(0);
  EXPECT_EQ(p.text(insert.table), "s.t");
  EXPECT_THAT(p.texts(insert.columns), ElementsAre("a", "\"B\"", "c"));
  EXPECT_TRUE(insert.from_query);
  EXPECT_THAT(texts(p, insert.references.relations), ElementsAre("z", "u"));
  EXPECT_EQ(p.text(insert.references.functions.at(0).name), "f");
  const auto& values = p.as<sql::Insert>(1);
  EXPECT_FALSE(values.from_query);
  EXPECT_THAT(values.columns, IsEmpty());
  EXPECT_THAT(texts(p, values.references.relations), ElementsAre("v"));
  EXPECT_FALSE(p.as<sql::Insert>(2).from_query);
}

TEST(LowerUpdate, ColumnsAndWhere) {
  const Parsed p(
      "UPDATE ONLY s.t AS x SET (a, \"B\") = (SELECT g.a, 2 FROM g), c = d.e FROM d WHERE x.i = "
      "d.i;"
      "UPDATE t SET a = 1");
  const auto& update = p.as<sql::Update>(0);
  EXPECT_EQ(p.text(update.table), "s.t");
  EXPECT_THAT(p.texts(update.columns), ElementsAre("a", "\"B\"", "c"));
  EXPECT_TRUE(update.has_where);
  EXPECT_THAT(texts(p, update.references.relations), ElementsAre("g", "d"));
  EXPECT_FALSE(p.as<sql::Update>(1).has_where);
}

TEST(LowerDelete, UsingAndWhere) {
  const Parsed p("DELETE FROM s.t USING u WHERE t.a = u.b; DELETE FROM t");
  EXPECT_EQ(p.text(p.as<sql::Delete>(0).table), "s.t");
  EXPECT_TRUE(p.as<sql::Delete>(0).has_where);
  EXPECT_THAT(texts(p, p.as<sql::Delete>(0).references.relations), ElementsAre("u"));
  EXPECT_FALSE(p.as<sql::Delete>(1).has_where);
}

TEST(LowerMerge, SourceIsAReference) {
  const Parsed p(
      "MERGE INTO s.t AS x USING (SELECT * FROM u) y ON x.a = y.a WHEN MATCHED THEN UPDATE SET b = "
      "1"
      " WHEN NOT MATCHED THEN INSERT VALUES (f(1))");
  EXPECT_EQ(p.text(p.as<sql::Merge>().table), "s.t");
  EXPECT_THAT(texts(p, p.as<sql::Merge>().references.relations), ElementsAre("u"));
  EXPECT_EQ(p.text(p.as<sql::Merge>().references.functions.at(0).name), "f");
}

TEST(LowerSelect, WritesAndLocks) {
  const Parsed p(
      "WITH x AS (INSERT INTO s.t VALUES (1) RETURNING *), y AS (DELETE FROM u RETURNING *),"
      " z AS (UPDATE v SET a = 1 FROM w) SELECT * FROM x; SELECT a FROM t FOR UPDATE OF t;"
      "VALUES (1, 2); SELECT (SELECT 1 FROM t FOR SHARE)");
  EXPECT_THAT(texts(p, p.as<sql::Select>(0).writes), ElementsAre("s.t", "u", "v"));
  EXPECT_THAT(texts(p, p.as<sql::Select>(0).query.references.relations), ElementsAre("w"));
  EXPECT_FALSE(p.as<sql::Select>(0).locks_rows);
  EXPECT_TRUE(p.as<sql::Select>(1).locks_rows);
  EXPECT_THAT(texts(p, p.as<sql::Select>(1).query.references.relations), ElementsAre("t"));
  EXPECT_FALSE(p.as<sql::Select>(2).locks_rows);
  EXPECT_EQ(p.text(p.as<sql::Select>(2).query.span), "VALUES (1, 2)");
  EXPECT_TRUE(p.as<sql::Select>(3).locks_rows);
}

TEST(LowerCopy, DirectionAndStandardStreams) {
  const Parsed p(
      "COPY s.t (a, b) FROM stdin WITH (FORMAT csv); COPY (SELECT * FROM u) TO STDOUT;"
      "COPY t FROM '/x'; COPY t TO PROGRAM 'gzip'; COPY t FROM '/x' WHERE f(a) > 0");
  EXPECT_EQ(p.text(p.as<sql::Copy>(0).table), "s.t");
  EXPECT_TRUE(p.as<sql::Copy>(0).from);
  EXPECT_TRUE(p.as<sql::Copy>(0).standard_io);
  EXPECT_FALSE(p.as<sql::Copy>(1).from);
  EXPECT_TRUE(p.as<sql::Copy>(1).standard_io);
  EXPECT_TRUE(p.as<sql::Copy>(1).table.name.empty());
  EXPECT_THAT(texts(p, p.as<sql::Copy>(1).references.relations), ElementsAre("u"));
  EXPECT_FALSE(p.as<sql::Copy>(2).standard_io);
  EXPECT_FALSE(p.as<sql::Copy>(3).standard_io);
  EXPECT_EQ(p.text(p.as<sql::Copy>(4).references.functions.at(0).name), "f");
}

TEST(LowerTruncate, TablesAndFlags) {
  const Parsed p("TRUNCATE TABLE ONLY a, s.b RESTART IDENTITY CASCADE; TRUNCATE t");
  EXPECT_THAT(texts(p, p.as<sql::Truncate>(0).tables), ElementsAre("a", "s.b"));
  EXPECT_THAT(p.as<sql::Truncate>(0).only, ElementsAre(true, false));
  EXPECT_TRUE(p.as<sql::Truncate>(0).restart_identity);
  EXPECT_EQ(p.as<sql::Truncate>(0).behavior, sql::DropBehavior::kCascade);
  EXPECT_FALSE(p.as<sql::Truncate>(1).restart_identity);
}

TEST(LowerCall, Function) {
  const Parsed p("CALL s.p('x', y => 2)");
  EXPECT_EQ(p.text(p.as<sql::Call>().function.name), "s.p");
  EXPECT_EQ(p.as<sql::Call>().function.argument_count, 2U);
  EXPECT_EQ(p.as<sql::Call>().function.first_literal, "x");
  EXPECT_EQ(p.text(p.as<sql::Call>().function.span), "s.p('x', y => 2)");
}

TEST(LowerDo, BodyAndLanguage) {
  const Parsed p(
      "DO LANGUAGE plperl $$ print; $$; DO $x$ begin; $$ end $x$; DO E'it\\'s' LANGUAGE sql");
  EXPECT_EQ(p.as<sql::DoBlock>(0).language, "plperl");
  EXPECT_EQ(p.as<sql::DoBlock>(0).body, " print; ");
  EXPECT_EQ(p.text(p.as<sql::DoBlock>(0).body_span), "$$ print; $$");
  EXPECT_EQ(p.as<sql::DoBlock>(1).language, "plpgsql");
  EXPECT_EQ(p.text(p.as<sql::DoBlock>(1).body_span), "$x$ begin; $$ end $x$");
  EXPECT_EQ(p.as<sql::DoBlock>(2).body, "it's");
  EXPECT_EQ(p.text(p.as<sql::DoBlock>(2).body_span), "E'it\\'s'");
}

TEST(LowerMaintenance, RefreshVacuumCluster) {
  const Parsed p(
      "REFRESH MATERIALIZED VIEW CONCURRENTLY s.m WITH NO DATA; VACUUM (FULL, ANALYZE) a, s.b (c);"
      "VACUUM (FULL off); ANALYZE VERBOSE a; VACUUM FULL; CLUSTER s.t USING \"I\"; CLUSTER;"
      "CLUSTER i ON t; CLUSTER t");
  EXPECT_EQ(p.text(p.as<sql::RefreshMaterializedView>(0).view), "s.m");
  EXPECT_TRUE(p.as<sql::RefreshMaterializedView>(0).concurrently);
  EXPECT_FALSE(p.as<sql::RefreshMaterializedView>(0).with_data);
  EXPECT_TRUE(p.as<sql::Vacuum>(1).full);
  EXPECT_TRUE(p.as<sql::Vacuum>(1).vacuum);
  EXPECT_THAT(texts(p, p.as<sql::Vacuum>(1).tables), ElementsAre("a", "s.b"));
  EXPECT_FALSE(p.as<sql::Vacuum>(2).full);
  EXPECT_FALSE(p.as<sql::Vacuum>(3).vacuum);
  EXPECT_TRUE(p.as<sql::Vacuum>(4).full);
  EXPECT_EQ(p.text(p.as<sql::Cluster>(5).table), "s.t");
  EXPECT_EQ(p.text(p.as<sql::Cluster>(5).index), "\"I\"");
  EXPECT_TRUE(p.as<sql::Cluster>(6).table.name.empty());
  EXPECT_EQ(p.text(p.as<sql::Cluster>(7).index), "i");
  EXPECT_EQ(p.text(p.as<sql::Cluster>(7).table), "t");
  EXPECT_TRUE(p.as<sql::Cluster>(8).index.empty());
}

TEST(LowerMaintenance, Reindex) {
  const Parsed p(
      "REINDEX (VERBOSE) INDEX CONCURRENTLY s.i; REINDEX TABLE t; REINDEX SCHEMA \"S\";"
      "REINDEX DATABASE d; REINDEX (CONCURRENTLY false) TABLE t; REINDEX SYSTEM d");
  using Target = sql::Reindex::Target;
  const auto reindex = [&p](std::size_t i) { return p.as<sql::Reindex>(i); };
  EXPECT_EQ(reindex(0).target, Target::kIndex);
  EXPECT_TRUE(reindex(0).concurrently);
  EXPECT_EQ(p.text(reindex(0).name), "s.i");
  EXPECT_EQ(reindex(1).target, Target::kTable);
  EXPECT_EQ(reindex(2).target, Target::kSchema);
  EXPECT_EQ(p.text(reindex(2).name), "\"S\"");
  EXPECT_EQ(reindex(3).target, Target::kDatabase);
  EXPECT_FALSE(reindex(4).concurrently);
  EXPECT_EQ(reindex(5).target, Target::kSystem);
}

TEST(LowerMaintenance, LockModesHaveTheNamesOfPgLocks) {
  const Parsed p(
      "LOCK TABLE ONLY a, s.b IN SHARE ROW EXCLUSIVE MODE NOWAIT; LOCK a;"
      "LOCK a IN ACCESS SHARE MODE; LOCK a IN SHARE UPDATE EXCLUSIVE MODE");
  EXPECT_THAT(texts(p, p.as<sql::LockTable>(0).tables), ElementsAre("a", "s.b"));
  EXPECT_EQ(p.as<sql::LockTable>(0).mode, "ShareRowExclusiveLock");
  EXPECT_EQ(p.as<sql::LockTable>(1).mode, "AccessExclusiveLock");
  EXPECT_EQ(p.as<sql::LockTable>(2).mode, "AccessShareLock");
  EXPECT_EQ(p.as<sql::LockTable>(3).mode, "ShareUpdateExclusiveLock");
}

struct VerbCase {
  std::string_view sql;
  sql::TransactionVerb verb;
  std::string_view kind;
};
void PrintTo(const VerbCase& c, std::ostream* out) { *out << c.sql; }

class LowerTransaction : public ::testing::TestWithParam<VerbCase> {};

TEST_P(LowerTransaction, Verb) {
  const Parsed p(std::string(GetParam().sql));
  EXPECT_EQ(p.as<sql::TransactionControl>().verb, GetParam().verb);
  EXPECT_EQ(kind_name(p.statements().at(0).statement), GetParam().kind);
}

const VerbCase kVerbs[] = {
    {"BEGIN ISOLATION LEVEL SERIALIZABLE", sql::TransactionVerb::kBegin, "begin"},
    {"START TRANSACTION", sql::TransactionVerb::kStart, "start_transaction"},
    {"COMMIT AND CHAIN", sql::TransactionVerb::kCommit, "commit"},
    {"END", sql::TransactionVerb::kCommit, "commit"},
    {"ROLLBACK", sql::TransactionVerb::kRollback, "rollback"},
    {"ABORT", sql::TransactionVerb::kRollback, "rollback"},
    {"SAVEPOINT s", sql::TransactionVerb::kSavepoint, "savepoint"},
    {"RELEASE s", sql::TransactionVerb::kRelease, "release_savepoint"},
    {"ROLLBACK TO s", sql::TransactionVerb::kRollbackTo, "rollback_to_savepoint"},
    {"PREPARE TRANSACTION 'x'", sql::TransactionVerb::kPrepare, "prepare_transaction"},
    {"COMMIT PREPARED 'x'", sql::TransactionVerb::kCommitPrepared, "commit_prepared"},
    {"ROLLBACK PREPARED 'x'", sql::TransactionVerb::kRollbackPrepared, "rollback_prepared"},
};

INSTANTIATE_TEST_SUITE_P(Verbs, LowerTransaction, ::testing::ValuesIn(kVerbs));

struct SetCase {
  std::string_view sql;
  std::string_view name;
  std::vector<std::string> values;
  bool local = false;
  bool reset = false;
};
void PrintTo(const SetCase& c, std::ostream* out) { *out << c.sql; }

class LowerSet : public ::testing::TestWithParam<SetCase> {};

TEST_P(LowerSet, NameAndValues) {
  const Parsed p(std::string(GetParam().sql));
  const auto& set = p.as<sql::SetVariable>();
  EXPECT_EQ(set.name, GetParam().name);
  EXPECT_EQ(set.values, GetParam().values);
  EXPECT_EQ(set.local, GetParam().local);
  EXPECT_EQ(set.reset, GetParam().reset);
}

const SetCase kSets[] = {
    {"SET LOCAL search_path TO a, \"B\", 'c'", "search_path", {"a", "B", "c"}, true},
    {"SET lock_timeout = '2s'", "lock_timeout", {"2s"}},
    {"SET x TO 1, -2.5, on", "x", {"1", "-2.5", "on"}},
    {"SET SESSION AUTHORIZATION joe", "session authorization", {"joe"}},
    {"RESET SESSION AUTHORIZATION", "session authorization", {}, false, true},
    {"SET ROLE none", "role", {"none"}},
    {"SET TIME ZONE 'UTC'", "timezone", {"UTC"}},
    {"SET TIME ZONE INTERVAL '1' HOUR TO MINUTE", "timezone", {"1"}},
    {"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
     "transaction",
     {"transaction_isolation=serializable"},
     true},
    {"SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
     "session characteristics",
     {"transaction_read_only=1"}},
    {"SET x TO DEFAULT", "x", {}, false, true},
    {"RESET ALL", "all", {}, false, true},
    {"RESET a.b", "a.b", {}, false, true},
};

INSTANTIATE_TEST_SUITE_P(Forms, LowerSet, ::testing::ValuesIn(kSets));

TEST(LowerSession, SystemDiscardAndOpaque) {
  const Parsed p(
      "ALTER SYSTEM SET wal_level = logical; ALTER SYSTEM RESET ALL; DISCARD TEMP; DISCARD ALL;"
      "NOTIFY x; EXPLAIN SELECT 1");
  EXPECT_EQ(p.as<sql::AlterSystem>(0).name, "wal_level");
  EXPECT_EQ(p.as<sql::AlterSystem>(1).name, "all");
  EXPECT_EQ(p.as<sql::Discard>(2).what, "temp");
  EXPECT_EQ(p.as<sql::Discard>(3).what, "all");
  EXPECT_EQ(p.as<sql::OpaqueStatement>(4).kind, "NotifyStmt");
  EXPECT_EQ(p.as<sql::OpaqueStatement>(5).kind, "ExplainStmt");
  EXPECT_EQ(kind_name(p.statements()[5].statement), "opaque");
}

}  // namespace
}  // namespace ashlar
