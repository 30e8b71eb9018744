#include "runtime/executor/advisory_lock.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <random>

#include "runtime/executor/blockers.h"

namespace ashlar::runtime {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kFirstPoll{50};
constexpr milliseconds kLongestPoll{1000};
constexpr milliseconds kBetweenReports{1000};

/// The rows of pg_locks for the key: a bigint stands there as two halves and objsubid 1
/// (PostgreSQL manual, "pg_locks").
std::string lock_rows(std::int64_t key) {
  const auto bits = static_cast<std::uint64_t>(key);
  return fmt::format(
      "l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted"
      " AND l.classid OPERATOR(pg_catalog.=) {}::pg_catalog.oid"
      " AND l.objid OPERATOR(pg_catalog.=) {}::pg_catalog.oid"
      " AND l.objsubid OPERATOR(pg_catalog.=) 1",
      bits >> 32U, bits & 0xFFFFFFFFULL);
}

/// Who holds the lock, in words; empty where it has just been let go.
std::string holder(database::Session& session, std::int64_t key) {
  const auto rows = session.query(fmt::format(
      "SELECT {} FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
      " WHERE {} AND l.database = (SELECT oid FROM pg_catalog.pg_database"
      " WHERE datname = pg_catalog.current_database()) LIMIT 1",
      session_in_words(), lock_rows(key)));
  return !rows || rows->rows.empty() ? std::string() : rows->rows.front().front().value_or("");
}

Error locked(const std::string& who, milliseconds waited) {
  Error error;
  error.code = ErrorCode::kLocked;
  error.message = "another runner is at work on this database";
  if (!who.empty()) error.message += ": " + who;
  error.detail = fmt::format("waited {} s for it to finish; try again later, or wait longer",
                             std::chrono::duration_cast<std::chrono::seconds>(waited).count());
  return error;
}

Error interrupted_while_waiting() {
  Error error;
  error.code = ErrorCode::kInterrupted;
  error.message = "interrupted while waiting for another runner";
  return error;
}

/// Three quarters to five quarters of the pause, so that waiters do not knock all at once.
milliseconds with_jitter(milliseconds pause, std::minstd_rand& random) {
  std::uniform_int_distribution<std::int64_t> factor(75, 125);
  return milliseconds{pause.count() * factor(random) / 100};
}

}  // namespace

std::string lock_is_held(std::int64_t key) {
  return fmt::format(
      "EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE {}"
      " AND l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid())",
      lock_rows(key));
}

Result<std::string> take_lock(database::Session& session, database::Interrupt& interrupt,
                              std::int64_t key, const LockOptions& options, const OnWait& on_wait) {
  std::minstd_rand random(std::random_device{}());
  const Clock::time_point begin = Clock::now();
  Clock::time_point next_report = begin;
  milliseconds pause = kFirstPoll;
  std::string who;
  while (true) {
    const auto rows = session.query(
        fmt::format("SELECT pg_catalog.pg_try_advisory_lock({}), pg_catalog.pg_backend_pid()", key),
        database::OnInterrupt::kCancel);
    if (!rows && interrupt.take()) return interrupted_while_waiting();
    if (!rows) return rows.error();
    const auto& row = rows->rows.front();
    if (row[0] == "t") return row[1].value_or("");
    const Clock::time_point now = Clock::now();
    if (now >= next_report) {
      if (const std::string name = holder(session, key); !name.empty()) who = name;
      if (on_wait && !who.empty()) on_wait(who);
      next_report = now + kBetweenReports;
    }
    const auto waited = std::chrono::duration_cast<milliseconds>(now - begin);
    if (waited >= options.wait) return locked(who, waited);
    const milliseconds nap = std::min(with_jitter(pause, random), options.wait - waited);
    if (!interrupt.sleep_for(nap) && interrupt.take()) return interrupted_while_waiting();
    pause = std::min(pause * 2, kLongestPoll);
  }
}

Status retake_lock(database::Session& session, std::int64_t key) {
  const auto rows = session.query(fmt::format("SELECT pg_catalog.pg_try_advisory_lock({})", key));
  if (!rows) return rows.error();
  if (rows->rows.front().front() == "t") return {};
  Error error;
  error.code = ErrorCode::kLocked;
  error.message = "the step let go of ashlar's lock, and another runner has taken it";
  error.detail = "remove pg_advisory_unlock_all() and DISCARD ALL from the revision";
  return error;
}

}  // namespace ashlar::runtime
