#include "runtime/executor/step_run.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/ledger/ledger.h"
#include "runtime/executor/attempt.h"
#include "runtime/executor/batch_run.h"
#include "runtime/executor/index_leftovers.h"
#include "runtime/executor/settle.h"

namespace ashlar::runtime {
namespace {

using database::OnInterrupt;
using database::Session;

Error transaction_ended() {
  Error error;
  error.code = ErrorCode::kDatabase;
  error.message = "the statement ended the step's transaction";
  error.detail = "a step is one transaction; take COMMIT and ROLLBACK out of it";
  return error;
}

/// A transaction's statements, sent without waiting for each answer: what the author wrote, and
/// around it what is ours.
class TransactionRun {
 public:
  TransactionRun(const StepRun& run, const plan::Step& step)
      : run_(run), step_(step), limits_(default_limits(run.options)) {}

  Status operator()() {
    run_.failure.statement.reset();
    add_begin();
    Limits current = limits_;
    for (std::size_t at = 0; at < step_.statements.size(); ++at) {
      const plan::PlannedStatement& statement = step_.statements[at];
      // Limits are sent where they change only: in between, what the author sets himself holds.
      if (const Limits wanted = limits_of(step_, statement, run_.options); wanted != current) {
        for (std::string& set : set_limits_statements(wanted)) add(std::move(set), at);
        current = wanted;
      }
      if (!goes_alone(statement)) {
        add(std::string(statement.sql), at);
        if (bytes_ < kBytesWaiting) continue;
        if (Status sent = send_waiting(); !sent) return failed(sent.error());
      } else if (Status done = send_alone(statement, at); !done) {
        return failed(done.error());
      }
    }
    return end();
  }

 private:
  /// A long step goes out in several pipelines: copies of its statements are made for one only.
  static constexpr std::size_t kBytesWaiting = std::size_t{1} << 20;

  void add(std::string statement, std::optional<std::size_t> of) {
    bytes_ += statement.size();
    waiting_.push_back(std::move(statement));
    owners_.push_back(of);
  }

  void add_begin() {
    add("BEGIN", std::nullopt);
    for (std::string& set : set_limits_statements(limits_)) add(std::move(set), std::nullopt);
    for (const std::string& setting : step_.session) add(setting, std::nullopt);
  }

  static std::vector<std::string> set_limits_statements(const Limits& limits) {
    return ledger::statements_of(set_limits(limits, SettingScope::kTransaction));
  }

  /// What a pipeline cannot hold: several statements in one text, data from or to the client, and
  /// what may end the transaction, behind which nothing is to run.
  static bool goes_alone(const plan::PlannedStatement& statement) {
    constexpr std::array<std::string_view, 6> kKinds = {
        "copy", "opaque", "commit", "rollback", "prepare_transaction", "transaction_control"};
    return statement.count > 1 ||
           std::find(kKinds.begin(), kKinds.end(), statement.kind) != kKinds.end();
  }

  Status send_alone(const plan::PlannedStatement& statement, std::size_t at) {
    if (Status sent = send_waiting(); !sent) return sent;
    run_.failure.statement = at;
    if (Status done = session().execute(std::string(statement.sql), OnInterrupt::kCancel); !done)
      return done;
    if (session().transaction() != database::Transaction::kOpen) return transaction_ended();
    run_.failure.statement.reset();
    return {};
  }

  Status send_waiting() {
    if (waiting_.empty()) return {};
    Status sent = session().pipeline(waiting_, OnInterrupt::kCancel, answers_);
    if (!sent && answers_.size() < owners_.size()) {
      run_.failure.statement = owners_[answers_.size()];
    }
    waiting_.clear();
    owners_.clear();
    bytes_ = 0;
    return sent;
  }

  Status end() {
    for (std::string& statement : before_commit(run_.locked, step_.ledger_after, limits_)) {
      add(std::move(statement), std::nullopt);
    }
    if (Status sent = send_waiting(); !sent) return failed(sent.error());
    const Result<Leftovers> committed = commit_answered(run_.locked, answers_.back());
    if (!committed) return committed.error();
    return clear_leftovers(run_, step_, *committed);
  }

  Status failed(Error error) {
    session().rollback();
    return error;
  }

  Session& session() { return run_.locked.session; }

  const StepRun& run_;
  const plan::Step& step_;
  Limits limits_;
  std::vector<std::string> waiting_;
  std::size_t bytes_ = 0;                           ///< in `waiting_`
  std::vector<database::Rows> answers_;             ///< to those that were sent last
  std::vector<std::optional<std::size_t>> owners_;  ///< of each: the author's statement, if any
};

Status run_transactional(const StepRun& run, const plan::Step& step) {
  for (int attempt = 0;; ++attempt) {
    Status done = TransactionRun(run, step)();
    if (done.ok()) return {};
    const Error error = or_interrupted(run, done.error());
    if (!worth_retrying(error) || attempt >= run.options.lock_retries) return error;
    if (Status rested = rest_before_retry(run, step, error, attempt); !rested) return rested;
  }
}

/// Indexes that are not valid now and were not so, or were not there, before.
std::vector<std::string> left_behind(Session& session, const std::vector<std::string>& before) {
  const Result<std::vector<std::string>> now = invalid_indexes(session);
  std::vector<std::string> fresh;
  if (!now) return fresh;
  std::set_difference(now->begin(), now->end(), before.begin(), before.end(),
                      std::back_inserter(fresh));
  return fresh;
}

/// The statement alone, under its own limits and the settings of the revision's earlier steps.
Status try_alone(const StepRun& run, const plan::Step& step) {
  Session& session = run.locked.session;
  run.failure.statement.reset();
  Status done;
  for (std::size_t at = 0; at < step.statements.size() && done.ok(); ++at) {
    const plan::PlannedStatement& statement = step.statements[at];
    done = session.execute(
        set_limits(limits_of(step, statement, run.options), SettingScope::kSession) +
        settings_before(step));
    if (!done) break;
    run.failure.statement = at;
    done = session.execute(std::string(statement.sql), OnInterrupt::kCancel);
  }
  // Where an author's BEGIN slipped through, its transaction must not swallow the ledger's words.
  session.rollback();
  if (!session.lost()) {
    const Status reset = session.execute(reset_settings(run.locked.own_settings));
    if (done.ok() && !reset.ok()) done = reset;
  }
  return done;
}

/// The step counts as never started.
Error forgotten(const StepRun& run, const plan::Step& step, Error error) {
  const ledger::Words words(run.ledger_schema);
  const Status written =
      write_ledger(run.locked, words.step_failed(step.ledger_step), default_limits(run.options));
  if (!written) error.detail += "\nin the ledger: " + written.error().message;
  return error;
}

/// Whoever interrupts wants to leave: nothing is dropped now, as that may wait for readers. Where
/// something is left, the step's start stays in the ledger and the next run sees to it.
Error interrupted_alone(const StepRun& run, const plan::Step& step, Error error,
                        const std::vector<std::string>& left) {
  if (left.empty()) return forgotten(run, step, std::move(error));
  for (const std::string& index : left) {
    if (!error.detail.empty()) error.detail += '\n';
    error.detail += fmt::format(
        "the index {} is left behind, not valid; the same command drops it and goes on", index);
  }
  return error;
}

/// What is left of a step that the server refused, taken away; whether it took effect all the same,
/// which only a failure at its very end can hide.
Result<Settled> clear_refused(const StepRun& run, const plan::Step& step, Error& error) {
  Session& session = run.locked.session;
  const Result<Settled> settled = settle(session, ledger::Words(run.ledger_schema), step);
  if (session.lost()) return settled.ok() ? error : settled.error();
  if (const Status reset = session.execute(reset_settings(run.locked.own_settings)); !reset) {
    return reset.error();
  }
  // A statement that nobody can tell the end of was still refused, and so had none.
  if (settled || settled.error().code == ErrorCode::kLedger) {
    return settled && worth_retrying(error) ? *settled : Settled::kRunAgain;
  }
  error.detail += (error.detail.empty() ? "" : "\n") +
                  ("what it left behind could not be taken away: " + settled.error().message) +
                  "; the same command tries again";
  return error;
}

Status run_alone(const StepRun& run, const plan::Step& step) {
  Session& session = run.locked.session;
  const Limits limits = default_limits(run.options);
  run.failure.statement.reset();
  const Result<std::vector<std::string>> invalid_before = invalid_indexes(session);
  if (!invalid_before) return invalid_before.error();
  if (Status begun = write_ledger(run.locked, step.ledger_before, limits); !begun) return begun;
  for (int attempt = 0;; ++attempt) {
    Status done = clear_the_way(session, step);
    if (done.ok()) done = try_alone(run, step);
    if (done.ok()) break;
    Error error = or_interrupted(run, done.error());
    if (session.lost()) return error;
    const std::optional<std::size_t> failed = run.failure.statement;
    const std::vector<std::string> left = left_behind(session, *invalid_before);
    if (error.code == ErrorCode::kInterrupted) {
      return interrupted_alone(run, step, std::move(error), left);
    }
    const Result<Settled> settled = clear_refused(run, step, error);
    if (!settled) return or_interrupted(run, settled.error());
    if (*settled == Settled::kTookEffect) break;
    run.failure.statement = failed;
    if (!worth_retrying(error) || attempt >= run.options.lock_retries) {
      return forgotten(run, step, std::move(error));
    }
    if (Status rested = rest_before_retry(run, step, error, attempt); !rested) {
      return forgotten(run, step, rested.error());
    }
  }
  run.failure.statement.reset();
  return record_step(run, step);
}

}  // namespace

Status record_step(const StepRun& run, const plan::Step& step) {
  const Result<Leftovers> committed =
      begin_and_commit(run.locked, step.ledger_after, default_limits(run.options));
  if (!committed) return committed.error();
  return clear_leftovers(run, step, *committed);
}

Status run_step(const StepRun& run, const plan::Step& step) {
  if (runs_in_batches(step)) return run_batches(run, step);
  return step.transactional ? run_transactional(run, step) : run_alone(run, step);
}

}  // namespace ashlar::runtime
