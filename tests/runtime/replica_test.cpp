// A standby of the test server: batches that wait for it, and what is said when it takes the
// server's place.

#include <chrono>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "runtime/embedded/binaries.h"
#include "runtime/embedded/process.h"
#include "tests/runtime/cutting_proxy.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::HasSubstr;

class ReplicaTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    socket_ = ask("SHOW unix_socket_directories");
    const auto binaries = embedded::find_binaries();
    ASSERT_TRUE(binaries.ok());
    binaries_ = binaries->front().folder;
    if (getuid() == 0) account_ = embedded::account_of("postgres");
    place_ = folder_.path() / "standby";
    fs::create_directory(place_);
    fs::permissions(place_, fs::perms::all);
    must("CHECKPOINT");
    ASSERT_TRUE(program({"pg_basebackup", "-D", data(), "-h", socket_, "-U", "postgres", "-R",
                         "--checkpoint=fast", "--no-sync"}));
    ASSERT_TRUE(program({"pg_ctl", "-w", "-D", data(), "-l", (place_ / "log").string(), "-o",
                         "-c unix_socket_directories=" + place_.string() +
                             " -c port=5432 -c wal_receiver_status_interval=1",
                         "start"}));
    standby_ = open_standby();
    ASSERT_NE(standby_, nullptr);
  }

  void TearDown() override {
    standby_.reset();
    if (!place_.empty())
      static_cast<void>(program({"pg_ctl", "-D", data(), "-m", "immediate", "stop"}));
  }

  [[nodiscard]] std::string data() const { return (place_ / "data").string(); }

  bool program(std::vector<std::string> words) {
    words.front() = (binaries_ / words.front()).string();
    const auto finished = embedded::run({std::move(words), "/", account_});
    if (!finished) ADD_FAILURE() << finished.error().message;
    if (finished && finished->status != 0) ADD_FAILURE() << finished->output;
    return finished && finished->status == 0;
  }

  std::unique_ptr<database::Session> open_standby() {
    const auto target = database::read_target(
        "host=" + place_.string() + " port=5432 user=postgres dbname=ashlar", "looks");
    auto opened = database::Session::open(*target, beside_);
    return opened ? std::move(*opened) : nullptr;
  }

  std::string ask_standby(const std::string& sql) {
    const auto rows = standby_->query(sql);
    return rows ? rows->rows.front().front().value_or("<null>") : rows.error().message;
  }

  bool caught_up() {
    const std::string now = ask("SELECT pg_current_wal_flush_lsn()");
    return eventually([&] {
      return ask_standby("SELECT pg_last_wal_replay_lsn() >= '" + now + "'::pg_lsn") == "t";
    });
  }

  std::string socket_;
  fs::path binaries_;
  fs::path place_;
  std::optional<embedded::Account> account_;
  std::unique_ptr<database::Session> standby_;
  RunFailure failure_;
};

plan::Plan batches(milliseconds pause, milliseconds max_lag) {
  plan::Plan plan = plan_of({{"a", {alone("UPDATE items SET n = n + 1")}}});
  grammar::Batches& batches = plan.steps[0].statements[0].batches.emplace();
  batches.annotation.size = 5;
  batches.annotation.pause = pause;
  batches.annotation.max_lag = max_lag;
  batches.statement.head = "UPDATE items SET n = n + 1 WHERE ";
  batches.statement.key = "id";
  batches.statement.table = "items";
  batches.statement.source = "items";
  return plan;
}

// Twenty batches with 50 ms between them: a second without the standby.
TEST_F(ReplicaTest, BatchesWaitForAStandbyThatIsTooFarBehind) {
  auto database = ready();
  must(
      "CREATE TABLE items (id int PRIMARY KEY, n int NOT NULL);"
      "INSERT INTO items SELECT x, 0 FROM generate_series(1, 100) x");
  ASSERT_TRUE(caught_up());
  ASSERT_TRUE(standby_->execute("SELECT pg_wal_replay_pause()").ok());
  std::atomic<bool> over{false};
  std::thread runner([&] {
    const auto report =
        database->run(batches(milliseconds(50), milliseconds(500)), {}, nullptr, failure_);
    EXPECT_TRUE(report.ok()) << report.error().message;
    over = true;
  });
  const std::string behind =
      "SELECT count(*) FROM pg_stat_replication WHERE replay_lag > interval '600ms'";
  EXPECT_TRUE(eventually([&] { return ask(behind) == "1"; }));
  const std::string done = "SELECT count(*) FROM ashlar.events WHERE kind = 'batch'";
  const std::string before = ask(done);
  std::this_thread::sleep_for(milliseconds(1500));
  EXPECT_EQ(ask(done), before);
  EXPECT_FALSE(over);
  EXPECT_LT(std::stoi(before), 20);
  EXPECT_TRUE(standby_->execute("SELECT pg_wal_replay_resume()").ok());
  runner.join();
  EXPECT_EQ(ask("SELECT count(*) FROM items WHERE n = 1"), "100");
}

// The number of a transaction means another one on a server with a history of its own.
TEST_F(ReplicaTest, ACommitIsNotLookedUpOnAPromotedStandby) {
  ready();
  ASSERT_TRUE(caught_up());
  fs::create_directory(folder_.path() / "p");
  CuttingProxy proxy(folder_.path() / "p", socket_);
  const plan::Plan plan = plan_of(
      {{"a", {together({"CREATE TABLE t (x int)"}), together({"INSERT INTO t VALUES (1)"})}}});
  {
    auto database = runtime_.connect({proxy.url(), "ashlar"});
    ASSERT_TRUE(database.ok()) << database.error().message;
    ASSERT_TRUE((*database)->lock({}, nullptr).ok());
    ASSERT_TRUE(program({"pg_ctl", "-w", "-D", data(), "promote"}));
    // Transactions of its own, so that the number is known there.
    ASSERT_TRUE(standby_->execute("CREATE TABLE other (x int)").ok());
    for (int i = 0; i < 50; ++i) {
      ASSERT_TRUE(standby_->execute("INSERT INTO other VALUES (1)").ok());
    }
    proxy.redirect(place_.string());
    proxy.arm(CuttingProxy::Cut::kAfterCommit);
    const auto report = (*database)->run(plan, {}, nullptr, failure_);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, ErrorCode::kCommitInDoubt);
    EXPECT_THAT(report.error().message, HasSubstr("a standby has been promoted"));
    EXPECT_THAT(report.error().message, HasSubstr("timeline 2, before 1"));
  }
  // The lock is taken there, and what its ledger lacks is run.
  auto database = runtime_.connect({proxy.url(), "ashlar"});
  ASSERT_TRUE(database.ok()) << database.error().message;
  ASSERT_TRUE((*database)->lock({}, nullptr).ok());
  EXPECT_EQ(ask_standby("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), "1");
  const auto report = (*database)->run(plan, {}, nullptr, failure_);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->steps_run, 2U);
  EXPECT_EQ(ask_standby("SELECT count(*) FROM t"), "1");
}

}  // namespace
}  // namespace ashlar::runtime
