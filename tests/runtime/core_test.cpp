// What a crash leaves on the disk: a core would hold the password that libpq keeps.

#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

namespace fs = std::filesystem;

class CoreTest : public ServerTest {
 protected:
  /// Starts `program` in the test's folder, where a core may be as large as it likes.
  pid_t start(const std::vector<std::string>& words) {
    const pid_t child = fork();
    if (child != 0) return child;
    const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
    const bool ready = setrlimit(RLIMIT_CORE, &all) == 0 && chdir(folder_.path().c_str()) == 0;
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    if (ready) execv(arguments[0], arguments.data());
    _exit(127);
  }

  /// True where the kernel says that it wrote a core. Sanitizers have a handler for SIGSEGV, none
  /// for this.
  static bool dumps_core(pid_t child) {
    kill(child, SIGABRT);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    return WCOREDUMP(status);
  }
};

TEST_F(CoreTest, ACrashLeavesNoCoreWithAPasswordInIt) {
  const pid_t control = start({"/bin/sleep", "60"});
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  if (!dumps_core(control)) GTEST_SKIP() << "no cores are written here";
  fs::create_directory(folder_.path() / "versions");
  std::ofstream(folder_.path() / "versions/0001_wait.sql")
      << "-- migrate:up\nSELECT pg_sleep(60);\n-- migrate:irreversible it waits\n";
  std::ofstream(folder_.path() / "ashlar.toml") << "[project]\npostgres = 15\n";
  const pid_t child = start({ASHLAR_PROGRAM, "upgrade", "head", "--yes", "--allow-loss", "--url",
                             url_ + " password=swordfish-4711"});
  EXPECT_TRUE(eventually([&] {
    return ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%' AND "
               "state = 'active'") == "1";
  }));
  EXPECT_FALSE(dumps_core(child));
}

}  // namespace
}  // namespace ashlar::runtime
