// The program, its server process or the whole server killed at random moments: the next run
// finishes, and the database is what an undisturbed run makes of it.
//
// ASHLAR_CHAOS_ROUNDS and ASHLAR_CHAOS_SEED choose how many moments and which; a failure names its
// seed.

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <random>
#include <signal.h>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "runtime/embedded/binaries.h"
#include "runtime/embedded/process.h"
#include "tests/runtime/killing.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

struct File {
  const char* name;
  const char* text;
};

// Every kind of step, with statements that do harm when they run twice.
constexpr File kHistory[] = {
    {"0001_tables.sql",
     "-- migrate:up\n"
     "CREATE TABLE items (id bigint PRIMARY KEY, name text NOT NULL, visits integer NOT NULL);\n"
     "INSERT INTO items SELECT n, 'item ' || n, 0 FROM generate_series(1, 4000) n;\n"
     "CREATE TABLE counters (id bigint PRIMARY KEY, n integer NOT NULL);\n"
     "INSERT INTO counters VALUES (1, 0);\n"
     "-- migrate:irreversible the beginning\n"},
    {"0002_indexes.sql",
     "-- migrate:up\n"
     "UPDATE counters SET n = n + 1;\n"
     "CREATE INDEX CONCURRENTLY ix_items_name ON items (name);\n"
     "UPDATE counters SET n = n + 1;\n"
     "CREATE UNIQUE INDEX CONCURRENTLY uq_items_name ON items (lower(name));\n"
     "CREATE INDEX CONCURRENTLY ON items (visits);\n"
     "UPDATE counters SET n = n + 1;\n"
     "-- migrate:irreversible counted\n"},
    {"0003_kinds.sql",
     "-- migrate:up\n"
     "CREATE TYPE kind AS ENUM ('good');\n"
     "ALTER TYPE kind ADD VALUE 'bad';\n"
     "ALTER TABLE items ADD COLUMN kind kind NOT NULL DEFAULT 'bad';\n"
     "UPDATE items SET visits = visits + 1;\n"
     "INSERT INTO counters SELECT 100 + n, n FROM generate_series(1, 200) n;\n"
     "-- migrate:irreversible counted\n"},
    {"0004_upkeep.sql",
     "-- migrate:up\n"
     "VACUUM ANALYZE items;\n"
     "REINDEX TABLE CONCURRENTLY items;\n"
     "UPDATE counters SET n = n + 1;\n"
     "DROP INDEX CONCURRENTLY ix_items_name;\n"
     "-- migrate:irreversible counted\n"},
    {"0005_parts.sql",
     "-- migrate:up\n"
     "CREATE TABLE logs (id bigint NOT NULL, day integer NOT NULL) PARTITION BY RANGE (day);\n"
     "CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (2);\n"
     "CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (2) TO (3);\n"
     "INSERT INTO logs SELECT n, 1 + n % 2 FROM generate_series(1, 500) n;\n"
     "ALTER TABLE logs DETACH PARTITION logs_1 CONCURRENTLY;\n"
     "INSERT INTO logs_1 SELECT n, 1 FROM generate_series(501, 600) n;\n"
     "-- migrate:irreversible counted\n"},
    {"0006_batches.sql",
     "-- migrate:up\n"
     "CREATE TABLE copies (id bigint NOT NULL);\n"
     "-- migrate:batch key=id size=250\n"
     "UPDATE items SET visits = visits + 1 WHERE id % 3 <> 0;\n"
     "-- migrate:batch key=id size=400\n"
     "INSERT INTO copies SELECT id FROM items WHERE visits > 1;\n"
     "-- migrate:batch key=id size=500\n"
     "DELETE FROM items WHERE id % 5 = 0;\n"
     "UPDATE counters SET n = n + 1;\n"
     "-- migrate:irreversible counted\n"},
};

/// pg_dump fences its output with a random word, "\\restrict …".
std::string without_fences(const std::string& dump) {
  std::string text;
  std::istringstream lines(dump);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('\\')) text += line + "\n";
  }
  return text;
}

int from_environment(const char* name, int otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : std::atoi(value);
}

class ChaosTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    const auto binaries = embedded::find_binaries();
    ASSERT_TRUE(binaries.ok());
    pg_dump_ = binaries->front().folder / "pg_dump";
    fs::create_directories(folder_.path() / "versions");
    for (const File& file : kHistory) {
      std::ofstream(folder_.path() / "versions" / file.name) << file.text;
    }
    std::ofstream(folder_.path() / "ashlar.toml") << "[project]\npostgres = 15\n";
  }

  [[nodiscard]] std::string log() const {
    std::ifstream in(folder_.path() / "log");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

  /// Starts `ashlar upgrade` on the database; what it says goes to the log.
  pid_t start() {
    const pid_t child = fork();
    if (child != 0) return child;
    const std::string file = (folder_.path() / "log").string();
    const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(out, 1);
    dup2(out, 2);
    const std::string config = (folder_.path() / "ashlar.toml").string();
    execl(ASHLAR_PROGRAM, "ashlar", "-c", config.c_str(), "upgrade", "head", "--yes",
          "--allow-loss", "--url", database_url().c_str(), nullptr);
    _exit(127);
  }

  static int wait_for(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  [[nodiscard]] std::string database_url() const { return url_ + " dbname=" + database_; }

  std::string ask_there(const std::string& sql) {
    const auto target = database::read_target(database_url(), "looks");
    const auto opened = database::Session::open(*target, beside_);
    if (!opened) return "<" + opened.error().message + ">";
    const auto rows = (*opened)->query(sql);
    if (!rows) return "<" + rows.error().message + ">";
    return rows->rows.empty() ? "<none>" : rows->rows.front().front().value_or("<null>");
  }

  void fresh_database(const std::string& name) {
    session_ = session();
    ASSERT_NE(session_, nullptr);
    if (!database_.empty()) must("DROP DATABASE IF EXISTS " + database_ + " WITH (FORCE)");
    database_ = name;
    must("CREATE DATABASE " + database_);
    fs::remove(folder_.path() / "log");
  }

  /// Everything that the history is to have made: the schema, every row, and a ledger at rest.
  std::string outcome() {
    const auto dumped = embedded::run(
        {{pg_dump_.string(), "--schema-only", "--exclude-schema=ashlar", "-d", database_url()},
         "/",
         std::nullopt});
    std::string text = dumped ? without_fences(dumped->output) : dumped.error().message;
    for (const char* table : {"items", "counters", "logs", "logs_1", "copies"}) {
      text += fmt::format(
          "{} {}\n", table,
          ask_there(fmt::format("SELECT count(*) || ' ' || md5(string_agg(t::text, ',' ORDER BY "
                                "t::text)) FROM {} t",
                                table)));
    }
    text += ask_there("SELECT string_agg(id, ',' ORDER BY id) FROM ashlar.revisions") + "\n";
    text += ask_there("SELECT count(*) || ' in flight' FROM ashlar.steps") + "\n";
    text += ask_there(
                "SELECT string_agg(revision_id, ',' ORDER BY id) FROM ashlar.events WHERE kind = "
                "'applied'") +
            "\n";
    return text;
  }

  std::string database_;
  fs::path pg_dump_;
};

/// Transactions that come and go, so that CREATE INDEX CONCURRENTLY and its kin have to wait.
class Readers {
 public:
  explicit Readers(std::string url) : url_(std::move(url)), thread_([this] { read(); }) {}
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;
  ~Readers() {
    over_ = true;
    thread_.join();
  }

 private:
  void read() {
    const auto target = database::read_target(url_, "reader");
    while (!over_) {
      const auto session = database::Session::open(*target, interrupt_);
      while (!over_ && session && (*session)->execute("SELECT pg_sleep(0.03)").ok()) {
      }
      std::this_thread::sleep_for(milliseconds(10));
    }
  }

  std::string url_;
  database::Interrupt interrupt_;
  std::atomic<bool> over_{false};
  std::thread thread_;
};

TEST_F(ChaosTest, TheNextRunFinishesWhateverWasKilled) {
  const int rounds = from_environment("ASHLAR_CHAOS_ROUNDS", 4);
  const int first_seed = from_environment("ASHLAR_CHAOS_SEED", 1);

  fresh_database("undisturbed");
  milliseconds whole{0};
  {
    const Readers readers(database_url());
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_EQ(wait_for(start()), 0) << log();
    whole = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin);
  }
  const std::string expected = outcome();

  int killed = 0;
  int runs = 0;
  for (int seed = first_seed; seed < first_seed + rounds; ++seed) {
    SCOPED_TRACE(fmt::format("ASHLAR_CHAOS_SEED={} ASHLAR_CHAOS_ROUNDS=1", seed));
    std::minstd_rand random(static_cast<unsigned>(seed * 7919));
    fresh_database(fmt::format("chaos_{}", seed));
    const Readers readers(database_url());
    // Once, or again while the next run mends it.
    const int kills = std::uniform_int_distribution<int>(1, 3)(random);
    for (int kill = 0; kill < kills; ++kill) {
      const pid_t child = start();
      ++runs;
      const milliseconds moment{
          std::uniform_int_distribution<std::int64_t>(0, whole.count())(random)};
      std::this_thread::sleep_for(moment);
      const auto victim = static_cast<Victim>(std::uniform_int_distribution<int>(0, 3)(random));
      kill_victim(victim, child, embedded_, database_);
      const int status = wait_for(child);
      killed += status == 0 ? 0 : 1;
      EXPECT_TRUE(status == 0 || status == 3 || status == 128 + SIGKILL)
          << "exit " << status << "\n"
          << log();
      ASSERT_TRUE(bring_back(runtime_, embedded_, database_url())) << log();
    }
    ASSERT_EQ(wait_for(start()), 0) << log();
    ++runs;
    const std::string found = outcome();
    ASSERT_EQ(found, expected) << log();
  }
  RecordProperty("runs", runs);
  std::cout << fmt::format("{} runs, {} of them cut off, in {} rounds\n", runs, killed, rounds);
}

TEST_F(ChaosTest, RunnersAtOnceApplyEachRevisionOnce) {
  fresh_database("alone");
  ASSERT_EQ(wait_for(start()), 0) << log();
  const std::string expected = outcome();
  for (const int count : {2, 8}) {
    fresh_database(fmt::format("together_{}", count));
    const Readers readers(database_url());
    std::vector<pid_t> runners;
    runners.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) runners.push_back(start());
    // All find in the end that nothing is left to do: none gives up within a minute.
    for (const pid_t runner : runners) EXPECT_EQ(wait_for(runner), 0) << log();
    EXPECT_EQ(outcome(), expected);
    EXPECT_EQ(ask_there("SELECT deadlocks FROM pg_stat_database WHERE datname = "
                        "current_database()"),
              "0");
  }
}

}  // namespace
}  // namespace ashlar::runtime
