// The embedded server: started once, found again, started after whatever happened to it.

#include <atomic>
#include <fcntl.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "runtime/embedded/binaries.h"
#include "runtime/embedded/process.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class EmbeddedTest : public testing::Test {
 protected:
  void SetUp() override {
    ASHLAR_NEEDS_SERVER();
    options_.folder = (folder_.path() / "project" / ".ashlar" / "postgres").string();
  }
  void TearDown() override { EXPECT_TRUE(runtime_.stop_embedded(options_).ok()); }

  EmbeddedServer start() {
    Result<EmbeddedServer> server = runtime_.start_embedded(options_);
    EXPECT_TRUE(server.ok()) << server.error().message << "\n" << server.error().detail;
    return server ? *server : EmbeddedServer();
  }
  /// The first field that a query gives on the server.
  std::string ask(const EmbeddedServer& server, const std::string& sql) {
    const auto target = database::read_target(server.url, "test");
    auto session = database::Session::open(*target, interrupt_);
    EXPECT_TRUE(session.ok()) << session.error().message;
    if (!session) return {};
    const auto rows = (*session)->query(sql);
    EXPECT_TRUE(rows.ok()) << rows.error().message;
    return !rows || rows->rows.empty() ? "" : rows->rows.front().front().value_or("");
  }
  [[nodiscard]] fs::path data() const { return fs::path(options_.folder) / "data"; }
  [[nodiscard]] pid_t postmaster() const {
    std::ifstream file(data() / "postmaster.pid");
    pid_t pid = 0;
    file >> pid;
    return pid;
  }

  TemporaryFolder folder_;
  ServerRuntime runtime_;
  EmbeddedOptions options_;
  database::Interrupt interrupt_;
};

TEST_F(EmbeddedTest, StartsOnceStaysUpAndKeepsItsData) {
  const EmbeddedServer first = start();
  EXPECT_TRUE(first.started);
  EXPECT_TRUE(fs::exists(fs::path(first.binaries) / "initdb"));
  ask(first, "CREATE TABLE t AS SELECT 7 AS x");
  const EmbeddedServer second = start();
  EXPECT_FALSE(second.started);
  EXPECT_EQ(second.url, first.url);
  EXPECT_EQ(ask(second, "SELECT x FROM t"), "7");
  ASSERT_TRUE(runtime_.stop_embedded(options_).ok());
  EXPECT_FALSE(fs::exists(data() / "postmaster.pid"));
  EXPECT_TRUE(runtime_.stop_embedded(options_).ok());
  const EmbeddedServer third = start();
  EXPECT_TRUE(third.started);
  EXPECT_EQ(ask(third, "SELECT x FROM t"), "7");
}

TEST_F(EmbeddedTest, IsPrivateDurableAndInUtf8) {
  const EmbeddedServer server = start();
  EXPECT_EQ(ask(server, "SHOW listen_addresses"), "");
  EXPECT_EQ(ask(server, "SHOW fsync"), "on");
  EXPECT_EQ(ask(server, "SHOW server_encoding"), "UTF8");
  EXPECT_EQ(ask(server, "SELECT current_database()"), "ashlar");
  EXPECT_EQ(ask(server,
                "SELECT string_agg(type || ' ' || auth_method, ',' ORDER BY line_number) "
                "FROM pg_hba_file_rules WHERE type <> 'host'"),
            "local trust,local trust");
  EXPECT_EQ(ask(server,
                "SELECT count(*) FROM pg_hba_file_rules WHERE type = 'host' AND "
                "auth_method <> 'reject'"),
            "0");
  struct stat facts {};
  ASSERT_EQ(stat(ask(server, "SHOW unix_socket_directories").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0700U);
}

TEST_F(EmbeddedTest, MakesAnotherDatabaseInTheSameCluster) {
  start();
  EmbeddedOptions other = options_;
  other.database = "it's \"another\"";
  const auto server = runtime_.start_embedded(other);
  ASSERT_TRUE(server.ok()) << server.error().message;
  EXPECT_FALSE(server->started);
  EXPECT_EQ(ask(*server, "SELECT current_database()"), other.database);
}

TEST_F(EmbeddedTest, StartsAfterItsPostmasterWasKilled) {
  const EmbeddedServer server = start();
  ask(server, "CREATE TABLE t AS SELECT 7 AS x");
  const pid_t killed = postmaster();
  ASSERT_EQ(kill(killed, SIGKILL), 0);
  EXPECT_TRUE(eventually([killed] { return kill(killed, 0) != 0; }));
  const EmbeddedServer again = start();
  EXPECT_TRUE(again.started);
  EXPECT_EQ(ask(again, "SELECT x FROM t"), "7");
}

// After a restart of the machine or the container the number may belong to any process.
TEST_F(EmbeddedTest, APidFileThatNamesAStrangerIsNoHindrance) {
  start();
  ASSERT_TRUE(runtime_.stop_embedded(options_).ok());
  const pid_t stranger = fork();
  if (stranger == 0) {
    struct stat owner {};
    if (geteuid() == 0 && stat(data().c_str(), &owner) == 0 && setuid(owner.st_uid) != 0) _exit(1);
    execl("/bin/sleep", "sleep", "100", nullptr);
    _exit(1);
  }
  {
    std::ofstream file(data() / "postmaster.pid");
    file << stranger << "\n" << data().string() << "\n1700000000\n5432\n/nowhere\n\n0 0\nready\n";
  }
  EXPECT_TRUE(start().started);
  kill(stranger, SIGKILL);
  waitpid(stranger, nullptr, 0);
}

TEST_F(EmbeddedTest, TwoThatStartItAtOnceStartItOnce) {
  std::atomic<int> started{0};
  std::atomic<int> found{0};
  const auto go = [&] {
    ServerRuntime runtime;
    const auto server = runtime.start_embedded(options_);
    ASSERT_TRUE(server.ok()) << server.error().message << "\n" << server.error().detail;
    ++(server->started ? started : found);
  };
  std::thread one(go);
  std::thread two(go);
  one.join();
  two.join();
  EXPECT_EQ(started, 1);
  EXPECT_EQ(found, 1);
}

TEST_F(EmbeddedTest, ADeepOrOddFolderHasItsSocketElsewhere) {
  const fs::path deep =
      folder_.path() / "a project, with $HOME \"quotes\" & é" / std::string(90, 'd');
  options_.folder = (deep / "postgres").string();
  const EmbeddedServer server = start();
  const std::string socket = ask(server, "SHOW unix_socket_directories");
  EXPECT_THAT(socket, StartsWith("/tmp/ashlar-"));
  struct stat facts {};
  ASSERT_EQ(stat(socket.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0700U);
  EXPECT_FALSE(start().started);
  // The same folder again after a stop, another one where it was swept away.
  ASSERT_TRUE(runtime_.stop_embedded(options_).ok());
  EXPECT_EQ(start().url, server.url);
  fs::remove_all(socket);
  const EmbeddedServer again = start();
  EXPECT_TRUE(again.started);
  EXPECT_NE(again.url, server.url);
  fs::remove_all(ask(again, "SHOW unix_socket_directories"));
}

TEST_F(EmbeddedTest, AProjectThatWasMovedIsFoundAgain) {
  const EmbeddedServer server = start();
  ask(server, "CREATE TABLE t AS SELECT 7 AS x");
  fs::rename(folder_.path() / "project", folder_.path() / "moved");
  options_.folder = (folder_.path() / "moved" / ".ashlar" / "postgres").string();
  const EmbeddedServer again = start();
  EXPECT_TRUE(again.started);
  EXPECT_EQ(ask(again, "SELECT x FROM t"), "7");
}

TEST_F(EmbeddedTest, DataOfAnotherMajorVersionAreNotTouched) {
  start();
  ASSERT_TRUE(runtime_.stop_embedded(options_).ok());
  std::ofstream(data() / "PG_VERSION") << "8\n";
  const auto server = runtime_.start_embedded(options_);
  ASSERT_FALSE(server.ok());
  EXPECT_THAT(server.error().message, HasSubstr("the embedded server's data is of PostgreSQL 8"));
  EXPECT_THAT(server.error().detail, HasSubstr("install PostgreSQL 8"));
  const auto binaries = embedded::find_binaries();
  std::ofstream(data() / "PG_VERSION") << binaries->front().major << "\n";
}

TEST_F(EmbeddedTest, AServerThatCannotStartSaysWhatItLogged) {
  start();
  ASSERT_TRUE(runtime_.stop_embedded(options_).ok());
  {
    std::ofstream file(data() / "postgresql.conf", std::ios::app);
    file << "\nno_such_parameter = 1\n";
  }
  const auto server = runtime_.start_embedded(options_);
  ASSERT_FALSE(server.ok());
  EXPECT_EQ(server.error().code, ErrorCode::kDatabase);
  EXPECT_THAT(server.error().detail, HasSubstr("no_such_parameter"));
}

TEST_F(EmbeddedTest, StoppingWhatWasNeverStartedIsFine) {
  options_.folder = (folder_.path() / "nothing").string();
  EXPECT_TRUE(runtime_.stop_embedded(options_).ok());
  EXPECT_FALSE(fs::exists(options_.folder));
}

TEST_F(EmbeddedTest, ProgramsAreSoughtWhereOneIsTold) {
  setenv("ASHLAR_PG_BINDIR", "/nowhere", 1);
  const auto none = runtime_.start_embedded(options_);
  unsetenv("ASHLAR_PG_BINDIR");
  ASSERT_FALSE(none.ok());
  EXPECT_THAT(none.error().message, HasSubstr("ASHLAR_PG_BINDIR is /nowhere"));
  const auto found = embedded::find_binaries();
  ASSERT_TRUE(found.ok());
  setenv("ASHLAR_PG_BINDIR", found->front().folder.c_str(), 1);
  EXPECT_EQ(start().binaries, found->front().folder.string());
  unsetenv("ASHLAR_PG_BINDIR");
}

/// What `body` gives in a process of its own that runs as `account`.
int as_user(const embedded::Account& account, const std::function<int()>& body) {
  const pid_t child = fork();
  if (child == 0) {
    if (setgid(account.gid) != 0 || setuid(account.uid) != 0) _exit(100);
    _exit(body());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 101;
}

class EmbeddedAsRootTest : public EmbeddedTest {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "only root can lend the server to another user";
    EmbeddedTest::SetUp();
  }
};

TEST_F(EmbeddedAsRootTest, TheServerRunsAsAnOrdinaryUser) {
  start();
  struct stat facts {};
  ASSERT_EQ(stat(data().c_str(), &facts), 0);
  EXPECT_NE(facts.st_uid, 0U);
  ASSERT_EQ(stat(("/proc/" + std::to_string(postmaster())).c_str(), &facts), 0);
  EXPECT_NE(facts.st_uid, 0U);
}

TEST_F(EmbeddedAsRootTest, AClosedProjectHasItsDataWhereTheServerMayGo) {
  chmod(folder_.path().c_str(), 0700);
  const EmbeddedServer server = start();
  const std::string where = ask(server, "SHOW data_directory");
  EXPECT_THAT(where, StartsWith("/var/lib/ashlar/"));
  ask(server, "CREATE TABLE t AS SELECT 7 AS x");
  EXPECT_FALSE(start().started);
  ASSERT_TRUE(runtime_.stop_embedded(options_).ok());
  EXPECT_EQ(ask(start(), "SELECT x FROM t"), "7");
  ASSERT_TRUE(runtime_.stop_embedded(options_).ok());
  fs::remove_all(fs::path(where).parent_path());
  fs::remove(fs::path(options_.folder) / "location");
}

TEST_F(EmbeddedAsRootTest, AnOrdinaryUserStartsItAndRootFindsIt) {
  const auto nobody = embedded::account_of(std::string("nobody"));
  ASSERT_TRUE(nobody.has_value());
  ASSERT_EQ(chown(folder_.path().c_str(), nobody->uid, nobody->gid), 0);
  const int status = as_user(*nobody, [this] {
    ServerRuntime runtime;
    const auto server = runtime.start_embedded(options_);
    if (!server)
      fprintf(stderr, "%s\n%s\n", server.error().message.c_str(), server.error().detail.c_str());
    return server && server->started ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
  EXPECT_FALSE(start().started);
  ASSERT_TRUE(runtime_.stop_embedded(options_).ok());
  EXPECT_TRUE(start().started);
  struct stat facts {};
  ASSERT_EQ(stat(("/proc/" + std::to_string(postmaster())).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_uid, nobody->uid);
}

TEST_F(EmbeddedAsRootTest, AStrangersDataAreRefused) {
  start();
  struct stat facts {};
  ASSERT_EQ(stat(data().c_str(), &facts), 0);
  embedded::Account stranger;
  stranger.uid = facts.st_uid + 1;
  stranger.gid = 65534;
  const int status = as_user(stranger, [this] {
    ServerRuntime runtime;
    const auto server = runtime.start_embedded(options_);
    if (server) return 1;
    return server.error().message.find("not to you") != std::string::npos ? 0 : 2;
  });
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace ashlar::runtime
