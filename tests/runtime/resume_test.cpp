// Runs that were cut off, and what the next one makes of them.

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "compiler/ledger/ledger.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ResumeTest : public ServerTest {
 protected:
  Result<RunReport> run(const plan::Plan& plan) {
    auto database = ready();
    Witness witness;
    Result<RunReport> report = database->run(plan, {}, witness.listener(), failure_);
    said_ = witness.said();
    return report;
  }

  /// Runs the plan in a process of its own and kills that, by SIGKILL, as soon as `sql` is true.
  void run_and_kill_when(const plan::Plan& plan, const std::string& sql) {
    ready();
    const pid_t child = fork();
    if (child == 0) {
      ServerRuntime runtime;
      auto database = runtime.connect({url_, "ashlar"});
      RunFailure failure;
      if (database && (*database)->lock({}, nullptr)) {
        static_cast<void>((*database)->run(plan, {}, nullptr, failure));
      }
      _exit(0);
    }
    EXPECT_TRUE(eventually([&] { return ask(sql) == "t"; }));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
  }

  /// As a run leaves it that is cut off while the step's statement is under way.
  void mark_started(const plan::Step& step) { must(step.ledger_before); }

  std::string steps() {
    return ask(
        "SELECT coalesce(string_agg(revision_id || '.' || step || CASE WHEN done_at IS NULL "
        "THEN '?' ELSE '' END, ',' ORDER BY revision_id, step), '') FROM ashlar.steps");
  }
  std::string applied() {
    return ask("SELECT coalesce(string_agg(id, ',' ORDER BY id), '') FROM ashlar.revisions");
  }

  RunFailure failure_;
  std::vector<std::string> said_;
};

constexpr const char* kAsleep =
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep')";

TEST_F(ResumeTest, GoesOnAfterTheStepsThatAKilledRunCompleted) {
  const auto plan = [](const std::string& pause) {
    return plan_of({{"a",
                     {together({"CREATE TABLE t (x int)"}),
                      together({"INSERT INTO t VALUES (2)", "SELECT pg_sleep(" + pause + ")"}),
                      together({"INSERT INTO t VALUES (3)"})}}});
  };
  run_and_kill_when(plan("100"), kAsleep);
  // The server notices within a moment that its client is gone, so this does not wait for the
  // sleep.
  const auto report = run(plan("0"));
  ASSERT_TRUE(report.ok()) << report.error().message << report.error().detail;
  EXPECT_EQ(report->steps_skipped, 1U);
  EXPECT_EQ(report->steps_run, 2U);
  EXPECT_THAT(said_, ElementsAre("skipped a.1", "started a.2", "finished a.2", "started a.3",
                                 "finished a.3"));
  EXPECT_EQ(ask("SELECT string_agg(x::text, ',' ORDER BY x) FROM t"), "2,3");
  EXPECT_EQ(applied(), "a");
  EXPECT_EQ(steps(), "");
}

TEST_F(ResumeTest, AKilledIndexBuildIsLookedAtBeforeItIsDoneAgain) {
  must("CREATE TABLE t (x int)");
  const plan::Plan plan = plan_of(
      {{"a",
        {together({"CREATE TABLE u (x int)"}), alone("CREATE INDEX CONCURRENTLY i ON t (x)")}}});
  auto blocker = session();
  ASSERT_TRUE(blocker->execute("BEGIN; INSERT INTO t VALUES (1)").ok());
  run_and_kill_when(plan, "SELECT EXISTS (SELECT FROM pg_index WHERE indrelid = 't'::regclass)");
  // The server sees in the middle of its wait that its client is gone.
  EXPECT_TRUE(eventually([&] {
    return ask("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'ashlar/%'") ==
           "0";
  }));
  blocker->rollback();
  EXPECT_EQ(steps(), "a.1,a.2?");

  const auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message << report.error().detail;
  EXPECT_THAT(said_, ElementsAre("skipped a.1", "started a.2", "finished a.2"));
  EXPECT_EQ(ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"), "t");
  EXPECT_EQ(applied(), "a");
}

TEST_F(ResumeTest, AnIndexThatWasBuiltIsOnlyRecorded) {
  ready();
  must("CREATE SCHEMA app; CREATE TABLE app.t (x int); CREATE TABLE t (x int)");
  StepText index = alone("CREATE INDEX CONCURRENTLY \"My i\" ON t (x)");
  index.session = {"SET search_path = app"};
  const plan::Plan plan = plan_of({{"a", {index}}});
  mark_started(plan.steps[0]);
  must("CREATE INDEX \"My i\" ON app.t (x)");
  const auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(said_, ElementsAre("skipped a.1"));
  EXPECT_EQ(applied(), "a");
  EXPECT_EQ(steps(), "");
}

TEST_F(ResumeTest, ADroppedIndexIsOnlyRecordedAndOneThatStandsIsDropped) {
  ready();
  must("CREATE TABLE t (x int); CREATE INDEX stands ON t (x)");
  const plan::Plan plan = plan_of({{"a", {alone("DROP INDEX CONCURRENTLY gone")}},
                                   {"b", {alone("DROP INDEX CONCURRENTLY public.stands")}}});
  mark_started(plan.steps[0]);
  mark_started(plan.steps[1]);
  const auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(said_, ElementsAre("skipped a.1", "started b.1", "finished b.1"));
  EXPECT_EQ(ask("SELECT to_regclass('stands') IS NULL"), "t");
}

TEST_F(ResumeTest, WhatDoesNoHarmTwiceIsDoneAgain) {
  ready();
  must("CREATE TABLE t (x int)");
  const plan::Plan plan = plan_of({{"a", {alone("VACUUM t")}}});
  mark_started(plan.steps[0]);
  const auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->steps_run, 1U);
  EXPECT_EQ(applied(), "a");
}

TEST_F(ResumeTest, WhatCannotBeKnownIsAskedAndTheAnswerIsTakenFromTheLedger) {
  ready();
  must("CREATE TABLE t (x int)");
  const plan::Plan plan = plan_of(
      {{"a", {alone("INSERT INTO t VALUES (1)")}}, {"b", {alone("INSERT INTO t VALUES (2)")}}});
  mark_started(plan.steps[0]);
  const auto refused = run(plan);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kLedger);
  EXPECT_THAT(refused.error().detail, HasSubstr("did this statement take effect? (versions/"));
  EXPECT_THAT(refused.error().detail, HasSubstr("INSERT INTO t VALUES (1)"));
  EXPECT_THAT(refused.error().detail, HasSubstr("ashlar resolve a --step 1 done"));
  EXPECT_THAT(refused.error().detail, HasSubstr("ashlar resolve a --step 1 redo"));
  EXPECT_EQ(ask("SELECT count(*) FROM t"), "0");

  ASSERT_TRUE(ready()->resolve(plan.steps[0].ledger_step, ledger::Verdict::kDone).ok());
  auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(said_, ElementsAre("skipped a.1", "started b.1", "finished b.1"));
  EXPECT_EQ(ask("SELECT string_agg(x::text, ',') FROM t"), "2");
  EXPECT_EQ(applied(), "a,b");
  EXPECT_EQ(steps(), "");
  EXPECT_EQ(ask("SELECT details FROM ashlar.events WHERE kind = 'resolved'"),
            "{\"verdict\": \"done\"}");

  const plan::Plan next = plan_of({{"c", {alone("INSERT INTO t VALUES (3)")}}}, {"a", "b"});
  mark_started(next.steps[0]);
  ASSERT_TRUE(ready()->resolve(next.steps[0].ledger_step, ledger::Verdict::kRedo).ok());
  report = run(next);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(ask("SELECT count(*) FROM t"), "2");
}

TEST_F(ResumeTest, AnIndexBuildThatFailsLeavesNothing) {
  ready();
  must("CREATE TABLE t (x int); INSERT INTO t VALUES (1), (1)");
  must("CREATE TABLE old (x int); INSERT INTO old VALUES (1), (1)");
  EXPECT_FALSE(session_->execute("CREATE UNIQUE INDEX CONCURRENTLY not_ours ON old (x)").ok());
  const plan::Plan plan = plan_of({{"a", {alone("CREATE UNIQUE INDEX CONCURRENTLY i ON t (x)")}}});
  const auto failed = run(plan);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().sqlstate, "23505");
  EXPECT_EQ(*failure_.statement, 0U);
  EXPECT_EQ(steps(), "");
  EXPECT_EQ(ask("SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_index WHERE NOT "
                "indisvalid"),
            "not_ours");
  must("TRUNCATE t");
  EXPECT_TRUE(run(plan).ok());
  EXPECT_EQ(applied(), "a");
}

TEST_F(ResumeTest, AnInvalidIndexInTheWayIsNotTakenForTheOneThatIsWanted) {
  ready();
  must("CREATE TABLE t (x int); INSERT INTO t VALUES (1), (1)");
  EXPECT_FALSE(session_->execute("CREATE UNIQUE INDEX CONCURRENTLY i ON t (x)").ok());
  must("DELETE FROM t");
  const auto report =
      run(plan_of({{"a", {alone("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (x)")}}}));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"), "t");
}

TEST_F(ResumeTest, AnIndexThatWasThereBeforeIsNotTheSteps) {
  ready();
  must("CREATE TABLE t (x int); CREATE INDEX i ON t (x)");
  const plan::Plan plan = plan_of({{"a", {alone("CREATE INDEX CONCURRENTLY i ON t (x)")}}});
  mark_started(plan.steps[0]);
  const auto report = run(plan);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().sqlstate, "42P07");
}

TEST_F(ResumeTest, AnIndexWithoutANameIsFoundByItsAge) {
  ready();
  must("CREATE TABLE t (x int); CREATE INDEX ON t (x)");
  const plan::Plan plan = plan_of({{"a", {alone("CREATE UNIQUE INDEX CONCURRENTLY ON t (x)")}}});
  mark_started(plan.steps[0]);
  must("INSERT INTO t VALUES (1), (1)");
  EXPECT_FALSE(session_->execute(std::string(plan.steps[0].statements[0].sql)).ok());
  must("TRUNCATE t");
  const auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(ask("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"), "2");
  EXPECT_EQ(ask("SELECT bool_and(indisvalid) FROM pg_index WHERE indrelid = 't'::regclass"), "t");
}

TEST_F(ResumeTest, WhatARebuildLeftGoesBeforeItIsDoneAgain) {
  ready();
  must("CREATE TABLE t (x int); CREATE INDEX i ON t (x)");
  const plan::Plan plan = plan_of({{"a", {alone("REINDEX TABLE CONCURRENTLY t")}}});
  mark_started(plan.steps[0]);
  must("CREATE INDEX i_ccnew ON t (x)");
  must("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i_ccnew'::regclass");
  const auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(ask("SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_index WHERE indrelid = "
                "'t'::regclass"),
            "i");
}

TEST_F(ResumeTest, ADetachThatWasCutOffIsFinished) {
  ready();
  must(
      "CREATE TABLE p (x int) PARTITION BY LIST (x);"
      "CREATE TABLE c PARTITION OF p FOR VALUES IN (1)");
  const plan::Plan plan =
      plan_of({{"a", {alone("ALTER TABLE p DETACH PARTITION c CONCURRENTLY")}}});
  mark_started(plan.steps[0]);
  auto reader = session();
  ASSERT_TRUE(reader->execute("BEGIN; SELECT FROM p").ok());
  must("SET lock_timeout = '200ms'");
  EXPECT_FALSE(session_->execute(std::string(plan.steps[0].statements[0].sql)).ok());
  must("RESET lock_timeout");
  reader->rollback();
  EXPECT_EQ(ask("SELECT inhdetachpending FROM pg_inherits"), "t");
  const auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(ask("SELECT count(*) FROM pg_inherits"), "0");
}

TEST_F(ResumeTest, DatabasesAreLookedUp) {
  ready();
  const plan::Plan plan = plan_of(
      {{"a", {alone("CREATE DATABASE of_a_step")}}, {"b", {alone("DROP DATABASE of_a_step")}}});
  mark_started(plan.steps[0]);
  must("CREATE DATABASE of_a_step");
  const auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(said_, ElementsAre("skipped a.1", "started b.1", "finished b.1"));
  EXPECT_EQ(ask("SELECT count(*) FROM pg_database WHERE datname = 'of_a_step'"), "0");
}

TEST_F(ResumeTest, ALockInTheWayOfAStepOutsideATransactionIsTriedAgain) {
  ready();
  must("CREATE TABLE t (x int)");
  auto blocker = session();
  ASSERT_TRUE(blocker->execute("BEGIN; LOCK TABLE t IN SHARE UPDATE EXCLUSIVE MODE").ok());
  std::thread ending([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(900));
    blocker->rollback();
  });
  RunOptions options;
  options.lock_timeout = std::chrono::milliseconds(300);
  auto database = ready();
  Witness witness;
  const auto report =
      database->run(plan_of({{"a", {alone("CREATE INDEX CONCURRENTLY i ON t (x)")}}}), options,
                    witness.listener(), failure_);
  ending.join();
  ASSERT_TRUE(report.ok()) << report.error().message << report.error().detail;
  EXPECT_THAT(witness.said(), testing::Contains("retrying a.1"));
  EXPECT_EQ(ask("SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass"), "t");
}

TEST_F(ResumeTest, AStatementThatIsRefusedAndLeavesNothingCountsAsNeverStarted) {
  const plan::Plan plan = plan_of({{"a", {alone("VACUUM nothing")}}});
  const auto failed = run(plan);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().sqlstate, "42P01");
  EXPECT_EQ(steps(), "");
  EXPECT_EQ(ask("SELECT string_agg(kind, ',' ORDER BY id) FROM ashlar.events"), "started,failed");
  EXPECT_TRUE(run(plan_of({{"a", {alone("VACUUM")}}})).ok());
}

TEST_F(ResumeTest, SettingsOfARefusedStatementDoNotStay) {
  ready();
  must("CREATE ROLE weak");
  StepText step = alone("VACUUM nothing");
  step.session = {"SET ROLE weak", "SET search_path = nowhere"};
  auto database = ready();
  EXPECT_FALSE(database->run(plan_of({{"a", {step}}}), {}, nullptr, failure_).ok());
  EXPECT_TRUE(*database->holds(
      "SELECT current_user = 'postgres' AND current_setting('search_path') LIKE '%public' AND "
      "current_setting('lock_timeout') = '0'"));
}

TEST_F(ResumeTest, RefusesAStepThatWasDoneWithOtherStatements) {
  const plan::Plan first =
      plan_of({{"a", {together({"CREATE TABLE t (x int)"}), together({"SELECT nothing"})}}});
  ASSERT_FALSE(run(first).ok());
  EXPECT_EQ(steps(), "a.1");
  const auto refused =
      run(plan_of({{"a", {together({"CREATE TABLE t (x bigint)"}), together({"SELECT 1"})}}}));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kLedger);
  EXPECT_EQ(failure_.step, 1U);
  EXPECT_THAT(refused.error().message, HasSubstr("was completed with other statements"));
  // Only the step that failed may change.
  EXPECT_TRUE(
      run(plan_of({{"a", {together({"CREATE TABLE t (x int)"}), together({"SELECT 1"})}}})).ok());
}

TEST_F(ResumeTest, RefusesToPassARevisionThatIsHalfDone) {
  ASSERT_FALSE(
      run(plan_of({{"a", {together({"CREATE TABLE t ()"}), together({"SELECT nothing"})}}})).ok());
  const auto refused = run(plan_of({{"b", {together({"CREATE TABLE u ()"})}}}));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kLedger);
  EXPECT_THAT(refused.error().message, HasSubstr("revision `a` is half done"));
  EXPECT_EQ(ask("SELECT to_regclass('u') IS NULL"), "t");
}

}  // namespace
}  // namespace ashlar::runtime
