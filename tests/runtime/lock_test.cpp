// Runners keep apart.

#include <atomic>
#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "compiler/ledger/ledger.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

using LockTest = ServerTest;

LockOptions patience(milliseconds time) {
  LockOptions options;
  options.wait = time;
  return options;
}

TEST_F(LockTest, TheSecondIsToldWhoHoldsItAndGivesUp) {
  auto first = connect();
  ASSERT_TRUE(first->lock({}, nullptr).ok());
  const std::string holder =
      ask("SELECT application_name || ' (server process ' || pid || ', user ' || usename FROM "
          "pg_stat_activity WHERE application_name LIKE 'ashlar/%'");
  auto second = connect();
  std::vector<std::string> waited_for;
  const auto begin = std::chrono::steady_clock::now();
  const Status locked = second->lock(patience(milliseconds(1500)),
                                     [&](const std::string& who) { waited_for.push_back(who); });
  const auto waited = std::chrono::steady_clock::now() - begin;
  ASSERT_FALSE(locked.ok());
  EXPECT_EQ(locked.error().code, ErrorCode::kLocked);
  EXPECT_THAT(locked.error().message, HasSubstr(holder));
  ASSERT_FALSE(waited_for.empty());
  EXPECT_LE(waited_for.size(), 3U);
  EXPECT_THAT(waited_for.front(), HasSubstr(holder));
  EXPECT_GE(waited, milliseconds(1500));
  EXPECT_LT(waited, milliseconds(4000));
}

TEST_F(LockTest, IsFreeWhenItsHolderGoes) {
  auto first = connect();
  ASSERT_TRUE(first->lock({}, nullptr).ok());
  std::thread leaving([&first] {
    std::this_thread::sleep_for(milliseconds(700));
    first.reset();
  });
  auto second = connect();
  EXPECT_TRUE(second->lock(patience(milliseconds(20000)), nullptr).ok());
  leaving.join();
}

TEST_F(LockTest, LedgersInDifferentSchemasDoNotWaitForEachOther) {
  auto first = connect();
  ASSERT_TRUE(first->lock({}, nullptr).ok());
  auto other = runtime_.connect({url_, "another"});
  ASSERT_TRUE(other.ok());
  EXPECT_TRUE((*other)->lock(patience(milliseconds(0)), nullptr).ok());
}

TEST_F(LockTest, WaitersAreIdleBetweenTheirPolls) {
  auto first = connect();
  ASSERT_TRUE(first->lock({}, nullptr).ok());
  auto second = connect();
  std::atomic<int> open_transactions{0};
  std::thread waiter([&] {
    const Status locked = second->lock(patience(milliseconds(2000)), nullptr);
    EXPECT_EQ(locked.error().code, ErrorCode::kLocked);
  });
  for (int look = 0; look < 30; ++look) {
    if (ask("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'ashlar/%' AND "
            "state LIKE 'idle in transaction%'") != "0") {
      ++open_transactions;
    }
    std::this_thread::sleep_for(milliseconds(50));
  }
  waiter.join();
  EXPECT_EQ(open_transactions, 0);
}

TEST_F(LockTest, AWaiterIsNoDeadlockForCreateIndexConcurrently) {
  auto first = ready();
  must("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 200000)");
  auto second = connect();
  std::thread waiter([&] {
    const Status locked = second->lock(patience(milliseconds(60000)), nullptr);
    EXPECT_TRUE(locked.ok()) << locked.error().message;
  });
  // Long enough for the waiter to poll while the indexes are built.
  const plan::Plan plan = plan_of({{"a",
                                    {alone("CREATE INDEX CONCURRENTLY i1 ON t (a)"),
                                     alone("CREATE INDEX CONCURRENTLY i2 ON t ((a + 1))"),
                                     alone("CREATE INDEX CONCURRENTLY i3 ON t ((a + 2))")}}});
  RunFailure failure;
  const auto report = first->run(plan, {}, nullptr, failure);
  EXPECT_TRUE(report.ok()) << report.error().message << report.error().detail;
  first.reset();
  waiter.join();
  EXPECT_EQ(ask("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid"),
            "3");
}

TEST_F(LockTest, AnInterruptEndsTheWait) {
  auto first = connect();
  ASSERT_TRUE(first->lock({}, nullptr).ok());
  auto second = connect();
  std::thread other([this] {
    std::this_thread::sleep_for(milliseconds(400));
    runtime_.interrupt();
  });
  const auto begin = std::chrono::steady_clock::now();
  const Status locked = second->lock(patience(milliseconds(60000)), nullptr);
  other.join();
  ASSERT_FALSE(locked.ok());
  EXPECT_EQ(locked.error().code, ErrorCode::kInterrupted);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

// Two runners on an empty database, from the ledger's making on.
TEST_F(LockTest, TwoRacersApplyEachRevisionOnce) {
  const plan::Plan plan =
      plan_of({{"a", {together({"CREATE TABLE a (x int)", "SELECT pg_sleep(0.3)"})}},
               {"b", {together({"CREATE TABLE b (x int)"})}}});
  std::atomic<int> ran{0};
  std::atomic<int> refused{0};
  const auto race = [&] {
    ServerRuntime runtime;
    auto database = runtime.connect({url_, "ashlar"});
    ASSERT_TRUE(database.ok());
    ASSERT_TRUE((*database)->lock({}, nullptr).ok());
    const Status installed = (*database)->install_ledger(install_plan());
    ASSERT_TRUE(installed.ok()) << installed.error().message;
    RunFailure failure;
    const auto report = (*database)->run(plan, {}, nullptr, failure);
    if (report) {
      ++ran;
    } else {
      EXPECT_EQ(report.error().code, ErrorCode::kLedger) << report.error().message;
      ++refused;
    }
  };
  std::thread one(race);
  std::thread two(race);
  one.join();
  two.join();
  EXPECT_EQ(ran, 1);
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(ask("SELECT string_agg(id, ',' ORDER BY id) FROM ashlar.revisions"), "a,b");
  EXPECT_EQ(ask("SELECT count(*) FROM ashlar.events WHERE kind = 'applied'"), "2");
  EXPECT_EQ(ask("SELECT count(*) FROM ashlar.installed"), "1");
}

}  // namespace
}  // namespace ashlar::runtime
