// pgbouncer between us and the server. Skipped where it is not installed.

#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/embedded/process.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class PoolerTest : public ServerTest {
 protected:
  void TearDown() override {
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
  }

  /// Starts pgbouncer in `mode`; gives its url, or nothing where it is not installed.
  std::string start(const std::string& mode) {
    const fs::path program = "/usr/sbin/pgbouncer";
    if (!fs::exists(program)) return {};
    const fs::path folder = folder_.path() / "pool";
    fs::create_directory(folder);
    fs::permissions(folder, fs::perms::all);
    std::ofstream(folder / "users.txt") << "\"postgres\" \"\"\n";
    std::ofstream(folder / "pool.ini")
        << "[databases]\nashlar = host=" << ask("SHOW unix_socket_directories")
        << " user=postgres dbname=ashlar\n[pgbouncer]\nunix_socket_dir = " << folder.string()
        << "\nlisten_port = 6432\nlisten_addr =\nauth_type = any\nauth_file = "
        << (folder / "users.txt").string() << "\npool_mode = " << mode
        << "\nignore_startup_parameters = extra_float_digits\n";
    child_ = fork();
    if (child_ == 0) {
      // It refuses to run as root.
      if (getuid() == 0) {
        const auto account = embedded::account_of("postgres");
        if (!account || setgid(account->gid) != 0 || setuid(account->uid) != 0) _exit(126);
      }
      execl(program.c_str(), "pgbouncer", "-q", (folder / "pool.ini").c_str(), nullptr);
      _exit(127);
    }
    EXPECT_TRUE(eventually([&] { return fs::exists(folder / ".s.PGSQL.6432"); }));
    return "host=" + folder.string() + " port=6432 user=postgres dbname=ashlar";
  }

  pid_t child_ = -1;
};

TEST_F(PoolerTest, IsRefusedInTransactionModeBeforeTheLockIsTaken) {
  const std::string url = start("transaction");
  if (url.empty()) GTEST_SKIP() << "there is no pgbouncer";
  auto database = runtime_.connect({url, "ashlar"});
  ASSERT_TRUE(database.ok()) << database.error().message << database.error().detail;
  const Status locked = (*database)->lock({}, nullptr);
  ASSERT_FALSE(locked.ok());
  EXPECT_THAT(locked.error().message, HasSubstr("pooler that changes server sessions"));
  EXPECT_EQ(ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), "0");
}

TEST_F(PoolerTest, IsFineInSessionMode) {
  const std::string url = start("session");
  if (url.empty()) GTEST_SKIP() << "there is no pgbouncer";
  auto database = runtime_.connect({url, "ashlar"});
  ASSERT_TRUE(database.ok()) << database.error().message << database.error().detail;
  ASSERT_TRUE((*database)->lock({}, nullptr).ok());
  ASSERT_TRUE((*database)->install_ledger(install_plan()).ok());
  RunFailure failure;
  const auto report = (*database)->run(plan_of({{"a", {together({"CREATE TABLE t (x int)"})}}}), {},
                                       nullptr, failure);
  EXPECT_TRUE(report.ok()) << report.error().message;
}

}  // namespace
}  // namespace ashlar::runtime
