// The locks of statements that refuse a transaction, where pg_locks cannot be asked at the end of
// one. Each table is held by a session of its own; what the statement waits for, and what it has
// while it waits, is what it locks.

#include <chrono>
#include <cstdint>
#include <fmt/format.h>
#include <future>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "compiler/catalog/apply.h"
#include "compiler/effects/effects.h"
#include "tests/server/cluster.h"
#include "tests/server/effects_fixture.h"

namespace ashlar::server_tests {
namespace {

/// A session that is in the way of all who want a table. It gives way step by step: to those who
/// read it, to those who let it be read, to everyone.
class Holder {
 public:
  Holder(std::unique_ptr<Session> session, std::string table)
      : session_(std::move(session)), table_(std::move(table)) {
    pid_ = session_->value("SELECT pg_backend_pid()");
  }

  void begin() {
    session_->run("BEGIN; " + lock("ACCESS SHARE") + "SAVEPOINT reader");
    hold();
  }

  [[nodiscard]] const std::string& pid() const { return pid_; }
  [[nodiscard]] const std::string& table() const { return table_; }

  void yield() {
    switch (state_) {
      case State::kAlone:
        session_->run("ROLLBACK TO writer");
        state_ = State::kWriter;
        return;
      case State::kWriter:
        session_->run("ROLLBACK TO reader");
        state_ = State::kReader;
        return;
      case State::kReader:
      case State::kGone:
        leave();
    }
  }

  void leave() {
    session_->run("ROLLBACK");
    state_ = State::kGone;
  }

  /// Holds the table again, where nobody else has it.
  void return_to_hold() {
    if (state_ != State::kReader && state_ != State::kWriter) return;
    session_->run("ROLLBACK TO reader; SET LOCAL lock_timeout = '1ms'");
    state_ = State::kReader;
    try {
      hold();
    } catch (const ServerError&) {
      session_->run("ROLLBACK TO reader");
    }
  }

 private:
  enum class State : std::uint8_t { kAlone, kWriter, kReader, kGone };

  void hold() {
    session_->run(lock("EXCLUSIVE") + "SAVEPOINT writer; " + lock("ACCESS EXCLUSIVE"));
    state_ = State::kAlone;
  }
  [[nodiscard]] std::string lock(const std::string& mode) const {
    return "LOCK TABLE ONLY " + table_ + " IN " + mode + " MODE; ";
  }

  std::unique_ptr<Session> session_;
  std::string table_;
  std::string pid_;
  State state_ = State::kGone;
};

/// The strongest lock on each table by its name.
using Locks = std::map<std::string, std::string>;

void keep_stronger(Locks& locks, const std::string& table, const std::string& mode) {
  if (mode_order(mode).empty()) return;
  std::string& strongest = locks[table];
  if (mode_order(strongest) < mode_order(mode)) strongest = mode;
}

std::string listed(const Locks& locks) {
  std::string text;
  for (const auto& [table, mode] : locks) text += fmt::format("lock {} {}\n", table, mode);
  return text;
}

class ServerLockWaitsTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    read_script("fixture.sql", fixture_);
  }

  void make_database() {
    monitor_ = cluster().fresh_database();
    catalog_ = build(fixture_, *monitor_);
    tables_.clear();
    holders_.clear();
    for (const auto& [oid, relation] : relations(*monitor_)) {
      if (relation.kind != 'r' && relation.kind != 'p') continue;
      tables_[oid] = relation.name;
      holders_.emplace_back(cluster().another_session(*monitor_), relation.name);
    }
  }

  /// Runs the statement past a holder of each table.
  Locks locks_of(const std::string& statement) {
    for (Holder& holder : holders_) holder.begin();
    const std::unique_ptr<Session> snapshot = cluster().another_session(*monitor_);
    const std::string snapshot_pid = snapshot->value("SELECT pg_backend_pid()");
    snapshot->run("BEGIN ISOLATION LEVEL REPEATABLE READ");
    snapshot->run("SELECT 1");

    const std::unique_ptr<Session> runner = cluster().another_session(*monitor_);
    const std::string pid = runner->value("SELECT pg_backend_pid()");
    std::future<std::string> running = std::async(std::launch::async, [&runner, &statement] {
      try {
        runner->run(statement);
        return std::string();
      } catch (const ServerError& error) {
        return std::string(error.what());
      }
    });

    Locks locks;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (running.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) {
      if (std::chrono::steady_clock::now() > deadline) {
        ADD_FAILURE() << "never done: " << statement;
        monitor_->run("SELECT pg_terminate_backend(" + pid + ")");
        break;
      }
      const Rows waits = monitor_->run(
          "SELECT coalesce(relation::text, ''), mode, (pg_blocking_pids(pid))[1] FROM pg_locks "
          "WHERE NOT granted AND pid = " +
          pid);
      if (waits.empty() || waits[0][2] == "<null>") continue;
      for (const std::vector<std::string>& granted :
           monitor_->run("SELECT relation, mode FROM pg_locks WHERE granted AND "
                         "locktype = 'relation' AND pid = " +
                         pid)) {
        const auto table = tables_.find(granted[0]);
        if (table != tables_.end()) keep_stronger(locks, table->second, granted[1]);
      }
      const auto table = tables_.find(waits[0][0]);
      if (table != tables_.end()) keep_stronger(locks, table->second, waits[0][1]);
      if (waits[0][2] == snapshot_pid) snapshot->run("ROLLBACK");
      for (Holder& holder : holders_) {
        if (holder.pid() != waits[0][2]) {
          // Between two transactions of the statement.
          if (table == tables_.end()) holder.return_to_hold();
        } else if (table != tables_.end()) {
          holder.yield();
        } else {
          holder.leave();
        }
      }
    }
    error_ = running.get();
    for (Holder& holder : holders_) holder.leave();
    return locks;
  }

  /// Of tables alone: nobody but the statement's own words can hold an index.
  Locks forecast_of(const Script& script, const sql::Statement& statement) {
    const catalog::ApplyContext context{&script.sources, script.file, 2};
    const catalog::Applied applied = catalog::apply(catalog_, statement, context);
    const effects::Effects forecast =
        effects::forecast(statement, catalog_, applied, cluster().version(), context);
    changes_ = applied.changes.created.size() + applied.changes.dropped.size() > 0;
    Locks locks;
    for (const effects::Lock& lock : forecast.locks) {
      for (const auto& [oid, table] : tables_) {
        if (table == lock.relation.name) {
          keep_stronger(locks, table, std::string(effects::to_string(lock.mode)));
        }
      }
    }
    return locks;
  }

  Script fixture_;
  std::unique_ptr<Session> monitor_;
  catalog::Catalog catalog_;
  std::map<std::string, std::string> tables_;  ///< names by oid
  std::vector<Holder> holders_;                ///< one a table
  std::string error_;                          ///< of the last statement
  bool changes_ = false;                       ///< what the last statement leaves is another schema
};

TEST_F(ServerLockWaitsTest, StatementsWaitForTheLocksThatAreForecast) {
  Script script;
  read_script("outside_transactions.sql", script);
  ASSERT_GE(script.statements.size(), 30U);
  for (const postgres::ParsedStatement& parsed : script.statements) {
    if (monitor_ == nullptr || changes_) make_database();
    const std::string text = script.text(parsed.statement);
    const std::string forecast = listed(forecast_of(script, parsed.statement));
    const std::string seen = listed(locks_of(text));
    EXPECT_EQ(seen, forecast) << text;
    EXPECT_EQ(error_, "") << text;
    if (!error_.empty()) changes_ = true;
  }
}

}  // namespace
}  // namespace ashlar::server_tests
