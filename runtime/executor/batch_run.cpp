#include "runtime/executor/batch_run.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "compiler/ledger/ledger.h"
#include "grammar/postgres/parser.h"
#include "runtime/executor/attempt.h"

namespace ashlar::runtime {
namespace {

using database::OnInterrupt;
using database::Rows;
using database::Session;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kBetweenLagLooks{500};

/// What is committed of the step.
struct Reached {
  bool started = false;
  std::uint64_t batches = 0;
  std::uint64_t rows = 0;
  std::optional<std::string> key;  ///< absent: only rows without a key are done, or none
};

class BatchRun {
 public:
  BatchRun(const StepRun& run, const plan::Step& step)
      : run_(run),
        step_(step),
        statement_(step.statements.front()),
        pieces_(statement_.batches->statement),
        annotation_(statement_.batches->annotation),
        words_(run.ledger_schema) {}

  Status operator()() {
    if (Status read = read_reached(); !read) return read;
    if (!reached_.started) {
      Status begun = write_ledger(run_.locked, step_.ledger_before, default_limits(run_.options));
      if (!begun) return begun;
    }
    estimate_rows();
    if (reached_.batches == 0) {
      // Rows without a key stand before all others: no range of keys holds them.
      const Result<bool> done = batch([this] { return try_batch_of_nulls(); });
      if (!done) return done.error();
    }
    while (true) {
      const Result<bool> last = batch([this] { return try_batch(); });
      if (!last) return last.error();
      if (*last) return clear_leftovers(run_, step_, leftovers_);
      if (Status rested = rest_between(); !rested) return rested;
    }
  }

 private:
  Status read_reached() {
    const Result<Rows> rows = session().query(words_.select_batches(step_.ledger_step));
    if (!rows) return rows.error();
    const auto& row = rows->rows.front();
    reached_.started = row[0] == "t";
    reached_.batches = std::strtoull(row[1].value_or("0").c_str(), nullptr, 10);
    reached_.rows = std::strtoull(row[2].value_or("0").c_str(), nullptr, 10);
    reached_.key = row[3];
    return {};
  }

  /// For the progress alone: what ANALYZE last counted.
  void estimate_rows() {
    const Result<Rows> rows = session().query(
        "BEGIN READ ONLY;" + settings_before(step_) +
        fmt::format("SELECT reltuples::pg_catalog.float8 FROM pg_catalog.pg_class WHERE oid = "
                    "pg_catalog.to_regclass({})",
                    postgres::quote_literal(pieces_.table)));
    session().rollback();
    if (rows && !rows->rows.empty()) {
      estimate_ = std::strtod(rows->rows.front().front().value_or("0").c_str(), nullptr);
    }
  }

  /// One batch, tried again where locks are in the way; true where it was the last.
  template <typename Try>
  Result<bool> batch(Try attempt_once) {
    run_.failure.statement = 0;
    for (int attempt = 0;; ++attempt) {
      Result<bool> done = attempt_once();
      if (done) {
        tell();
        return done;
      }
      session().rollback();
      const Error error = or_interrupted(run_, done.error());
      if (!worth_retrying(error) || attempt >= run_.options.lock_retries) return error;
      if (Status rested = rest_before_retry(run_, step_, error, attempt); !rested) {
        return rested.error();
      }
    }
  }

  Status begin() {
    Limits limits = default_limits(run_.options);
    if (statement_.timeouts.lock) limits.lock = *statement_.timeouts.lock;
    if (statement_.timeouts.statement) limits.statement = *statement_.timeouts.statement;
    return session().execute("BEGIN;" + set_limits(limits, SettingScope::kTransaction) +
                             settings_before(step_));
  }

  Result<bool> try_batch_of_nulls() {
    if (Status begun = begin(); !begun) return begun.error();
    const Result<Rows> written = write(pieces_.key + " IS NULL");
    if (!written) return written.error();
    return commit(std::nullopt, written->affected, "");
  }

  Result<bool> try_batch() {
    if (Status begun = begin(); !begun) return begun.error();
    const std::string above =
        reached_.key ? fmt::format("{} > {}", pieces_.key, postgres::quote_literal(*reached_.key))
                     : pieces_.key + " IS NOT NULL";
    const Result<Rows> end = session().query(
        fmt::format(
            "SELECT {0}::pg_catalog.text FROM {1} WHERE {2} ORDER BY {0} OFFSET {3} LIMIT 1",
            pieces_.key, pieces_.source, above, annotation_.size - 1),
        OnInterrupt::kCancel);
    if (!end) return end.error();
    if (end->rows.empty()) {
      // The last one has no end, and its commit is the step's.
      const Result<Rows> written = write(above);
      if (!written) return written.error();
      Result<bool> committed = commit(reached_.key, written->affected, step_.ledger_after);
      if (!committed) return committed;
      return true;
    }
    const std::optional<std::string> key = end->rows.front().front();
    const Result<Rows> written = write(fmt::format("{} AND {} <= {}", above, pieces_.key,
                                                   postgres::quote_literal(key.value_or(""))));
    if (!written) return written.error();
    return commit(key, written->affected, "");
  }

  Result<Rows> write(const std::string& condition) {
    return session().query(pieces_.head + "(" + condition + ")" + pieces_.tail,
                           OnInterrupt::kCancel);
  }

  Result<bool> commit(const std::optional<std::string>& key, std::uint64_t rows,
                      const std::string& words) {
    const Result<Leftovers> committed =
        commit_with(run_.locked, words_.batch_done(step_.ledger_step, key, rows) + words,
                    default_limits(run_.options));
    if (!committed) return committed.error();
    leftovers_ = *committed;
    reached_.key = key;
    reached_.rows += rows;
    ++reached_.batches;
    return false;
  }

  void tell() {
    if (!run_.on_step) return;
    StepEvent event;
    event.kind = StepEvent::Kind::kUnderWay;
    event.step = &step_;
    event.elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - begin_);
    event.message = fmt::format("{} rows in {} batches", reached_.rows, reached_.batches);
    const double seen = static_cast<double>(reached_.batches) * annotation_.size;
    if (estimate_ > 0) event.fraction = std::min(1.0, seen / estimate_);
    run_.on_step(event);
  }

  /// The pause, and as long as replicas are too far behind.
  Status rest_between() {
    if (annotation_.pause.count() > 0 && !run_.locked.interrupt.sleep_for(annotation_.pause)) {
      return interrupted();
    }
    while (annotation_.max_lag) {
      // Seen only with the rights of pg_monitor; who sees nothing waits for nothing.
      const Result<Rows> lag = session().query(
          "SELECT COALESCE(pg_catalog.max(extract(epoch FROM replay_lag)), 0)::pg_catalog.float8"
          " FROM pg_catalog.pg_stat_replication");
      if (!lag) return lag.error();
      const double seconds = std::strtod(lag->rows.front().front().value_or("0").c_str(), nullptr);
      if (seconds * 1000.0 <= static_cast<double>(annotation_.max_lag->count())) break;
      if (!run_.locked.interrupt.sleep_for(kBetweenLagLooks)) return interrupted();
    }
    return {};
  }

  Status interrupted() {
    run_.locked.interrupt.take();
    Error error;
    error.code = ErrorCode::kInterrupted;
    error.message = fmt::format("interrupted after {} batches", reached_.batches);
    error.detail = "the same command goes on from there";
    return error;
  }

  Session& session() { return run_.locked.session; }

  const StepRun& run_;
  const plan::Step& step_;
  const plan::PlannedStatement& statement_;
  const postgres::KeysetStatement& pieces_;
  const annotations::Batch& annotation_;
  ledger::Words words_;
  Reached reached_;
  Leftovers leftovers_ = Leftovers::kNone;
  double estimate_ = 0;
  Clock::time_point begin_ = Clock::now();
};

}  // namespace

bool runs_in_batches(const plan::Step& step) {
  return step.statements.size() == 1 && step.statements.front().batches.has_value();
}

Status run_batches(const StepRun& run, const plan::Step& step) { return BatchRun(run, step)(); }

}  // namespace ashlar::runtime
