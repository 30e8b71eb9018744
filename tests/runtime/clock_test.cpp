// The server's clock was set back since: what the ledger has seems to come from the future. Order
// comes from numbers, never from times.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

class ClockTest : public ServerTest {
 protected:
  /// As if all that is recorded had been written by a clock that was a year ahead.
  void turn_the_clock_back() {
    must(
        "UPDATE ashlar.events SET happened_at = happened_at + interval '1 year';"
        "UPDATE ashlar.steps SET started_at = started_at + interval '1 year',"
        "  done_at = done_at + interval '1 year';"
        "UPDATE ashlar.revisions SET applied_at = applied_at + interval '1 year'");
  }

  Result<RunReport> run(const plan::Plan& plan) {
    return ready()->run(plan, {}, nullptr, failure_);
  }

  RunFailure failure_;
};

TEST_F(ClockTest, AnIndexThatWasBuiltAfterTheStepsStartIsTakenAsDone) {
  const plan::Plan plan = plan_of(
      {{"a",
        {together({"CREATE TABLE t (x int)"}), alone("CREATE INDEX CONCURRENTLY ix_t_x ON t (x)")}},
       {"b", {together({"CREATE TABLE u (x int)"})}}});
  ready();
  // The first step, and the second up to its record: a run that was killed there.
  must("CREATE TABLE t (x int)");
  must(plan.steps[0].ledger_after);
  must(plan.steps[1].ledger_before);
  turn_the_clock_back();
  must("CREATE INDEX ix_t_x ON t (x)");
  const auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message << report.error().detail;
  EXPECT_EQ(report->steps_skipped, 2U);
  EXPECT_EQ(ask("SELECT string_agg(id, ',' ORDER BY id) FROM ashlar.revisions"), "a,b");
}

TEST_F(ClockTest, BatchesGoOnBehindTheLastOne) {
  plan::Plan plan = plan_of({{"a", {alone("UPDATE items SET n = n + 1")}}});
  grammar::Batches& batches = plan.steps[0].statements[0].batches.emplace();
  batches.annotation.size = 10;
  batches.statement = {"UPDATE items SET n = n + 1 WHERE ", "", "items", "items", "id"};
  ready();
  must(
      "CREATE TABLE items (id int PRIMARY KEY, n int NOT NULL);"
      "INSERT INTO items SELECT x, 0 FROM generate_series(1, 45) x");
  const ledger::Words words("ashlar");
  must(plan.steps[0].ledger_before);
  must("UPDATE items SET n = n + 1 WHERE id <= 10");
  must(words.batch_done(plan.steps[0].ledger_step, "10", 10));
  turn_the_clock_back();
  // Its time lies before the first one's.
  must("UPDATE items SET n = n + 1 WHERE id BETWEEN 11 AND 20");
  must(words.batch_done(plan.steps[0].ledger_step, "20", 10));
  const auto report = run(plan);
  ASSERT_TRUE(report.ok()) << report.error().message << report.error().detail;
  EXPECT_EQ(ask("SELECT string_agg(DISTINCT n::text, ',') FROM items"), "1");
}

}  // namespace
}  // namespace ashlar::runtime
