// Plans against a real server: what is applied, what is rolled back, what a step leaves behind.

#include <chrono>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "compiler/ledger/ledger.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

class RunTest : public ServerTest {
 protected:
  Result<RunReport> run(Database& database, const plan::Plan& plan,
                        const RunOptions& options = {}) {
    return database.run(plan, options, witness_.listener(), failure_);
  }
  std::string applied() {
    return ask("SELECT coalesce(string_agg(id, ',' ORDER BY id), '') FROM ashlar.revisions");
  }
  std::string steps() {
    return ask(
        "SELECT coalesce(string_agg(revision_id || '.' || step || CASE WHEN done_at IS NULL "
        "THEN '?' ELSE '' END, ',' ORDER BY revision_id, step), '') FROM ashlar.steps");
  }

  Witness witness_;
  RunFailure failure_;
};

TEST_F(RunTest, AppliesStepsInOrderAndRecordsThem) {
  auto database = ready();
  const auto report = run(*database, plan_of({{"a",
                                               {together({"CREATE TABLE t (x int)"}),
                                                alone("CREATE INDEX CONCURRENTLY i ON t (x)"),
                                                together({"INSERT INTO t VALUES (1)"})}},
                                              {"b", {together({})}}}));
  ASSERT_TRUE(report.ok()) << report.error().message << report.error().detail;
  EXPECT_EQ(report->steps_run, 4U);
  EXPECT_EQ(report->steps_skipped, 0U);
  EXPECT_EQ(applied(), "a,b");
  EXPECT_EQ(steps(), "");
  EXPECT_EQ(ask("SELECT string_agg(kind || coalesce('.' || step, ''), ' ' ORDER BY id) FROM "
                "ashlar.events"),
            "done.1 started.2 done.2 applied.3 applied.1");
  EXPECT_THAT(witness_.said(),
              ElementsAre("started a.1", "finished a.1", "started a.2", "finished a.2",
                          "started a.3", "finished a.3", "started b.1", "finished b.1"));
  const auto ledger = database->read_ledger();
  ASSERT_TRUE(ledger.ok());
  ASSERT_EQ(ledger->applied.size(), 2U);
  EXPECT_EQ(ledger->applied[0].record.id, "a");
  EXPECT_EQ(ledger->applied[0].record.message, "revision a");
  EXPECT_EQ(ledger->applied[0].record.up_text, "-- up of a");
  EXPECT_FALSE(ledger->applied[0].stamped);
  EXPECT_EQ(ledger->applied[0].applied_by, "postgres");
}

TEST_F(RunTest, AFailureRollsTheStepBackAndPointsAtItsStatement) {
  auto database = ready();
  const auto report =
      run(*database, plan_of({{"a", {together({"CREATE TABLE a (x int)"})}},
                              {"b",
                               {together({"CREATE TABLE b (x int)", "INSERT INTO b VALUES (1)",
                                          "SELECT nothing FROM b", "INSERT INTO b VALUES (2)"})}},
                              {"c", {together({"CREATE TABLE c (x int)"})}}}));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kDatabase);
  EXPECT_EQ(report.error().sqlstate, "42703");
  EXPECT_EQ(report.error().position, 8);
  EXPECT_EQ(failure_.step, 2U);
  ASSERT_TRUE(failure_.statement.has_value());
  EXPECT_EQ(*failure_.statement, 2U);
  EXPECT_EQ(applied(), "a");
  EXPECT_EQ(steps(), "");
  EXPECT_EQ(ask("SELECT to_regclass('b') IS NULL AND to_regclass('c') IS NULL"), "t");
  // The session is as good as before.
  const auto again =
      run(*database, plan_of({{"b", {together({"CREATE TABLE b (x int)"})}}}, {"a"}));
  EXPECT_TRUE(again.ok()) << again.error().message;
}

TEST_F(RunTest, AFailureOfCommitBelongsToNoStatement) {
  auto database = ready();
  const auto report = run(
      *database, plan_of({{"a",
                           {together({"CREATE TABLE t (x int UNIQUE DEFERRABLE INITIALLY DEFERRED)",
                                      "INSERT INTO t VALUES (1), (1)"})}}}));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().sqlstate, "23505");
  EXPECT_EQ(failure_.step, 1U);
  EXPECT_FALSE(failure_.statement.has_value());
  EXPECT_EQ(applied(), "");
}

TEST_F(RunTest, AStatementThatEndsTheTransactionIsRefused) {
  auto database = ready();
  const auto report =
      run(*database, plan_of({{"a", {together({"CREATE TABLE t (x int)", "COMMIT"})}}}));
  ASSERT_FALSE(report.ok());
  EXPECT_THAT(report.error().message, HasSubstr("ended the step's transaction"));
  EXPECT_EQ(*failure_.statement, 1U);
  EXPECT_EQ(applied(), "");
}

// What a step does to its session is felt by neither the ledger nor the next revision.
TEST_F(RunTest, RoleSearchPathAndSettingsEndWithTheirRevision) {
  auto database = ready();
  must("CREATE ROLE weak; CREATE SCHEMA hidden; GRANT ALL ON SCHEMA hidden TO weak");
  const auto report = run(
      *database,
      plan_of({{"a",
                {together({"SET session_replication_role = replica", "SET ROLE weak",
                           "SET search_path = hidden", "SET LOCAL work_mem = '1MB'",
                           "SET statement_timeout = '77s'", "CREATE TABLE products (x int)",
                           "CREATE TEMP TABLE revisions (x int)", "PREPARE p AS SELECT 1"})}},
               {"b", {together({"SET SESSION AUTHORIZATION weak", "SET DateStyle = 'German'"})}},
               {"c",
                {together({"CREATE TABLE public.seen AS SELECT current_user::text AS who, "
                           "session_user::text AS session, current_setting('search_path') AS path, "
                           "current_setting('statement_timeout') AS timeout, "
                           "current_setting('DateStyle') AS style, "
                           "to_regclass('pg_temp.revisions') IS NULL AS clean, "
                           "current_setting('session_replication_role') AS replication, "
                           "(SELECT count(*) FROM pg_prepared_statements) AS prepared"})}}}));
  ASSERT_TRUE(report.ok()) << report.error().message << "\n" << report.error().detail;
  EXPECT_EQ(applied(), "a,b,c");
  EXPECT_EQ(ask("SELECT string_agg(applied_by, ',' ORDER BY id) FROM ashlar.revisions"),
            "postgres,postgres,postgres");
  EXPECT_EQ(ask("SELECT tableowner FROM pg_tables WHERE schemaname = 'hidden'"), "weak");
  EXPECT_EQ(ask("SELECT who || ' ' || session || ' ' || path || ' ' || timeout || ' ' || clean || "
                "' ' || replication || ' ' || prepared FROM seen"),
            "postgres postgres \"$user\", public 0 true origin 0");
  EXPECT_THAT(ask("SELECT style FROM seen"), testing::Not(HasSubstr("German")));
}

// A change to how the server reads text must not reach the ledger's words, which hold the author's.
TEST_F(RunTest, TheLedgersWordsAreReadAsTheyAreMeant) {
  auto database = ready();
  plan::Plan plan = plan_of(
      {{"a",
        {together({"SET client_encoding = 'LATIN1'", "SET standard_conforming_strings = off",
                   "SET backslash_quote = on"})}}});
  const ledger::Words words("ashlar");
  plan.revisions[0].record.message = "prix à l'unité \\ größer";
  plan.steps[0].ledger_after = words.applied(plan.revisions[0].record, plan.steps[0].ledger_step);
  const auto report = run(*database, plan);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(ask("SELECT message FROM ashlar.revisions"), "prix à l'unité \\ größer");
}

TEST_F(RunTest, LaterStepsOfARevisionRunUnderItsEarlierSettings) {
  auto database = ready();
  must("CREATE SCHEMA app");
  StepText index = alone("CREATE INDEX CONCURRENTLY i ON t (x)");
  index.session = {"SET search_path = app"};
  StepText last = together({"INSERT INTO t VALUES (1)"});
  last.session = index.session;
  const auto report = run(
      *database,
      plan_of(
          {{"a", {together({"SET search_path = app", "CREATE TABLE t (x int)"}), index, last}}}));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(ask("SELECT count(*) FROM app.t"), "1");
  EXPECT_EQ(ask("SELECT to_regclass('app.i') IS NOT NULL"), "t");
}

TEST_F(RunTest, AStepMayChooseItsIsolation) {
  auto database = ready();
  const auto report = run(
      *database, plan_of({{"a",
                           {together({"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                                      "CREATE TABLE t AS SELECT "
                                      "current_setting('transaction_isolation') AS level"})}}}));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(ask("SELECT level FROM t"), "serializable");
}

TEST_F(RunTest, TheLockIsTakenBackFromAStepThatLetItGo) {
  auto database = ready();
  const auto report =
      run(*database, plan_of({{"a", {together({"SELECT pg_advisory_unlock_all()"})}},
                              {"b", {alone("DISCARD ALL")}},
                              {"c", {together({"CREATE TABLE t AS SELECT 1 AS x"})}}}));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"), "1");
}

TEST_F(RunTest, NoticesReachWhoeverShowsTheRun) {
  auto database = ready();
  const auto report =
      run(*database, plan_of({{"a", {together({"DO $$ BEGIN RAISE NOTICE 'half way'; END $$"})}}}));
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(witness_.said(),
              ElementsAre("started a.1", "notice NOTICE: half way", "finished a.1"));
}

TEST_F(RunTest, LimitsHoldForTheirStatementsOnly) {
  auto database = ready();
  const auto look = [](int n) {
    return fmt::format(
        "INSERT INTO seen SELECT {}, current_setting('lock_timeout'), "
        "current_setting('statement_timeout')",
        n);
  };
  plan::Plan plan = plan_of({{"a",
                              {together({"CREATE TABLE seen (n int, lock text, statement text)",
                                         look(1), look(2), "SET lock_timeout = '9s'", look(3)}),
                               alone(look(4))}}});
  plan.steps[0].statements[1].timeouts = {milliseconds(2000), milliseconds(60000)};
  RunOptions options;
  options.lock_timeout = milliseconds(4000);
  options.statement_timeout = milliseconds(30000);
  const auto report = run(*database, plan, options);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(ask("SELECT string_agg(lock || ' ' || statement, ', ' ORDER BY n) FROM seen"),
            "2s 1min, 4s 30s, 9s 30s, 4s 30s");
}

TEST_F(RunTest, AStatementThatBlocksNobodyWaitsAsLongAsItTakes) {
  auto database = ready();
  must("CREATE TABLE t (x int)");
  plan::Plan plan = plan_of({{"a", {alone("CREATE INDEX CONCURRENTLY i ON t (x)")}}});
  effects::Lock lock;
  lock.relation.name = "public.t";
  lock.mode = effects::LockMode::kShareUpdateExclusive;
  plan.steps[0].statements[0].effects.locks = {lock};
  must("BEGIN; INSERT INTO t VALUES (1)");
  std::thread ending([this] {
    std::this_thread::sleep_for(milliseconds(1500));
    EXPECT_TRUE(session_->commit().ok());
  });
  RunOptions options;
  options.lock_timeout = milliseconds(200);
  const auto report = run(*database, plan, options);
  ending.join();
  EXPECT_TRUE(report.ok()) << report.error().message;
}

TEST_F(RunTest, ALockInTheWayIsTriedAgain) {
  auto database = ready();
  must("CREATE TABLE t (x int)");
  must("BEGIN; LOCK TABLE t IN ACCESS SHARE MODE");
  std::thread ending([this] {
    std::this_thread::sleep_for(milliseconds(900));
    session_->rollback();
  });
  RunOptions options;
  options.lock_timeout = milliseconds(200);
  options.lock_retries = 10;
  const auto report = run(
      *database,
      plan_of({{"a", {together({"CREATE TABLE u (x int)", "ALTER TABLE t ADD COLUMN y int"})}}}),
      options);
  ending.join();
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(witness_.said(), testing::Contains("retrying a.1"));
  EXPECT_EQ(report->steps_run, 1U);
  EXPECT_EQ(applied(), "a");
}

TEST_F(RunTest, WhoIsInTheWayIsNamed) {
  auto database = ready();
  must("CREATE TABLE t (x int)");
  auto blocker = session();
  ASSERT_TRUE(blocker->execute("BEGIN; LOCK TABLE t").ok());
  std::thread ending([&] {
    std::this_thread::sleep_for(milliseconds(2500));
    blocker->rollback();
  });
  Witness witness;
  const auto report = database->run(plan_of({{"a", {together({"ALTER TABLE t ADD y int"})}}}), {},
                                    witness.listener(), failure_);
  ending.join();
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(witness.said(), Contains(AllOf(HasSubstr("blocked a.1 beside (server process "),
                                             HasSubstr("idle in transaction for "))));
}

TEST_F(RunTest, APreparedTransactionInTheWayIsNamed) {
  const auto restart_with = [this](const std::string& setting) {
    must("ALTER SYSTEM " + setting);
    session_.reset();
    ASSERT_TRUE(runtime_.stop_embedded(embedded_).ok());
    ASSERT_TRUE(runtime_.start_embedded(embedded_).ok());
    session_ = session();
  };
  restart_with("SET max_prepared_transactions = 2");
  auto database = ready();
  must("CREATE TABLE t (x int)");
  must("BEGIN; LOCK TABLE t; PREPARE TRANSACTION 'forgotten'");
  std::thread ending([&] {
    std::this_thread::sleep_for(milliseconds(2500));
    must("ROLLBACK PREPARED 'forgotten'");
  });
  Witness witness;
  const auto report = database->run(plan_of({{"a", {together({"ALTER TABLE t ADD y int"})}}}), {},
                                    witness.listener(), failure_);
  ending.join();
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(witness.said(), Contains(HasSubstr("the prepared transaction 'forgotten'")));
  database.reset();
  // A standby of another test must not find more of them than it is set up for.
  restart_with("RESET max_prepared_transactions");
}

TEST_F(RunTest, WhoIsInTheWayTooLongIsEndedWhereThatIsWanted) {
  auto database = ready();
  must("CREATE TABLE t (x int)");
  auto blocker = session();
  ASSERT_TRUE(blocker->execute("BEGIN; LOCK TABLE t").ok());
  RunOptions options;
  options.lock_timeout = milliseconds(0);
  options.terminate_blockers = milliseconds(500);
  Witness witness;
  const auto report = database->run(plan_of({{"a", {together({"ALTER TABLE t ADD y int"})}}}),
                                    options, witness.listener(), failure_);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(witness.said(), Contains(HasSubstr("ended the session that was in the way: beside")));
  EXPECT_FALSE(blocker->execute("SELECT 1").ok());
}

TEST_F(RunTest, RetriesComeToAnEndAndPointAtTheStatement) {
  auto database = ready();
  must("CREATE TABLE t (x int)");
  must("BEGIN; LOCK TABLE t IN ACCESS SHARE MODE");
  RunOptions options;
  options.lock_timeout = milliseconds(100);
  options.lock_retries = 1;
  const auto report = run(
      *database,
      plan_of({{"a", {together({"CREATE TABLE u (x int)", "ALTER TABLE t ADD COLUMN y int"})}}}),
      options);
  session_->rollback();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().sqlstate, "55P03");
  EXPECT_EQ(*failure_.statement, 1U);
  EXPECT_THAT(witness_.said(), ElementsAre("started a.1", "retrying a.1"));
  EXPECT_EQ(ask("SELECT to_regclass('u') IS NULL"), "t");
}

TEST_F(RunTest, ADeadlockIsTriedAgain) {
  auto database = ready();
  must("CREATE TABLE one (x int); CREATE TABLE two (x int)");
  // Only the runner looks for deadlocks soon, so it is the one that is chosen.
  must("SET deadlock_timeout = '60s'; BEGIN; LOCK TABLE two");
  std::thread other([this] {
    std::this_thread::sleep_for(milliseconds(300));
    EXPECT_TRUE(session_->execute("LOCK TABLE one").ok());
    session_->rollback();
  });
  RunOptions options;
  options.lock_timeout = milliseconds(30000);
  const auto report =
      run(*database,
          plan_of({{"a",
                    {together({"SET LOCAL deadlock_timeout = '900ms'", "LOCK TABLE one",
                               "SELECT pg_sleep(0.6)", "LOCK TABLE two"})}}}),
          options);
  other.join();
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(witness_.said(), testing::Contains("retrying a.1"));
}

TEST_F(RunTest, AnInterruptRollsTheStepBack) {
  auto database = ready();
  std::thread other([this] {
    EXPECT_TRUE(eventually([this] {
      return ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "1";
    }));
    runtime_.interrupt();
  });
  const auto report = run(
      *database, plan_of({{"a", {together({"CREATE TABLE a (x int)"})}},
                          {"b", {together({"CREATE TABLE b (x int)", "SELECT pg_sleep(60)"})}}}));
  other.join();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kInterrupted);
  EXPECT_EQ(failure_.step, 2U);
  EXPECT_EQ(applied(), "a");
  EXPECT_EQ(ask("SELECT to_regclass('b') IS NULL"), "t");
  // It was taken by the run that it ended.
  EXPECT_TRUE(run(*database, plan_of({{"b", {together({"SELECT 1"})}}}, {"a"})).ok());
}

TEST_F(RunTest, AnInterruptBetweenStatementsIsNotLost) {
  auto database = ready();
  runtime_.interrupt();
  const auto report = run(*database, plan_of({{"a", {together({"CREATE TABLE a (x int)"})}}}));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kInterrupted);
  EXPECT_EQ(applied(), "");
}

TEST_F(RunTest, ALostConnectionEndsTheDatabase) {
  auto database = ready();
  std::thread other([this] {
    EXPECT_TRUE(eventually([this] {
      return ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = "
                 "'PgSleep'") == "1";
    }));
  });
  const auto report = run(*database, plan_of({{"a", {together({"SELECT pg_sleep(60)"})}}}));
  other.join();
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kConnectionLost);
  EXPECT_EQ(*failure_.statement, 0U);
  const auto ledger = database->read_ledger();
  ASSERT_FALSE(ledger.ok());
  EXPECT_EQ(ledger.error().code, ErrorCode::kConnectionLost);
  EXPECT_EQ(ready()->read_ledger()->applied.size(), 0U);
}

TEST_F(RunTest, RefusesToMixTheAuthorsTablesWithTheLedgers) {
  must("CREATE ROLE ashlar SUPERUSER LOGIN");
  ready().reset();
  auto database = runtime_.connect({url_ + " user=ashlar", "ashlar"});
  ASSERT_TRUE(database.ok()) << database.error().message;
  ASSERT_TRUE((*database)->lock({}, nullptr).ok());
  const auto report = run(**database, plan_of({{"a", {together({"CREATE TABLE t (x int)"})}}}));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kLedger);
  EXPECT_THAT(report.error().message, HasSubstr("ledger's schema `ashlar`"));
  EXPECT_EQ(ask("SELECT count(*) FROM pg_class WHERE relname = 't'"), "0");
}

TEST_F(RunTest, RefusesAPlanThatStartsElsewhere) {
  auto database = ready();
  ASSERT_TRUE(run(*database, plan_of({{"a", {together({})}}, {"b", {together({})}}})).ok());
  const auto report =
      run(*database, plan_of({{"c", {together({"CREATE TABLE c ()"})}}}, {"a", "x"}));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kLedger);
  EXPECT_THAT(report.error().detail, HasSubstr("applied, but not when the plan was made: b"));
  EXPECT_THAT(report.error().detail, HasSubstr("applied when the plan was made, but no more: x"));
  EXPECT_EQ(ask("SELECT to_regclass('c') IS NULL"), "t");
}

}  // namespace
}  // namespace ashlar::runtime
