// A disk without room: a tablespace on a small file system of its own. Skipped where this process
// may not mount one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include "runtime/embedded/process.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class DiskFullTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    disk_ = folder_.path() / "disk";
    fs::create_directory(disk_);
    if (mount("none", disk_.c_str(), "tmpfs", 0, "size=2m") != 0) {
      disk_.clear();
      GTEST_SKIP() << "this process may not mount a file system";
    }
    const auto account = embedded::account_of("postgres");
    fs::permissions(disk_, fs::perms::owner_all);
    ASSERT_TRUE(!account || chown(disk_.c_str(), account->uid, account->gid) == 0);
    must("CREATE TABLESPACE small LOCATION '" + disk_.string() + "'");
  }

  void TearDown() override {
    if (disk_.empty()) return;
    for (const char* left : {"DROP TABLE IF EXISTS notes", "DROP TABLESPACE IF EXISTS small"}) {
      must(left);
    }
    // The server may still hold a file that is gone.
    umount2(disk_.c_str(), MNT_DETACH);
  }

  Result<RunReport> run(const plan::Plan& plan) {
    return ready()->run(plan, {}, nullptr, failure_);
  }

  fs::path disk_;
  RunFailure failure_;
};

TEST_F(DiskFullTest, AStepThatFindsNoRoomIsRolledBack) {
  const plan::Plan plan =
      plan_of({{"a",
                {together({"CREATE TABLE notes (x int, y text) TABLESPACE small"}),
                 together({"CREATE TABLE before_it (x int)",
                           "INSERT INTO notes SELECT n, repeat('y', 400) FROM generate_series(1, "
                           "current_setting('try.rows', true)::int) n"})}}});
  must("ALTER DATABASE ashlar SET try.rows = 20000");
  const auto report = run(plan);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kDatabase);
  EXPECT_EQ(report.error().sqlstate, "53100");
  EXPECT_EQ(failure_.step, 2U);
  EXPECT_EQ(failure_.statement, 1U);
  EXPECT_EQ(ask("SELECT to_regclass('before_it') IS NULL"), "t");
  EXPECT_EQ(ask("SELECT count(*) FROM notes"), "0");
  EXPECT_EQ(ask("SELECT string_agg(step || ' ' || (done_at IS NOT NULL), ',') FROM ashlar.steps"),
            "1 true");
}

TEST_F(DiskFullTest, AnIndexThatFindsNoRoomLeavesNothingBehind) {
  must(
      "CREATE TABLE notes (x int, y text); INSERT INTO notes "
      "SELECT n, md5(n::text) || md5((n + 1)::text) FROM generate_series(1, 25000) n");
  const plan::Plan plan = plan_of(
      {{"a", {alone("CREATE INDEX CONCURRENTLY ix_notes_y ON notes (y) TABLESPACE small")}}});
  const auto report = run(plan);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().sqlstate, "53100");
  EXPECT_EQ(ask("SELECT to_regclass('ix_notes_y') IS NULL"), "t");
  EXPECT_EQ(ask("SELECT count(*) FROM ashlar.steps"), "0");
  must("DELETE FROM notes WHERE x > 1000");
  must("VACUUM notes");
  const auto again = run(plan);
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_notes_y'::regclass"), "t");
}

}  // namespace
}  // namespace ashlar::runtime
