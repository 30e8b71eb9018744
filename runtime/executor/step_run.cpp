#include "runtime/executor/step_run.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <optional>
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

/// The step's statements, each in a message of its own so that a failure points at one.
Status run_statements(const StepRun& run, const plan::Step& step) {
  Session& session = run.locked.session;
  Limits current = default_limits(run.options);
  for (std::size_t at = 0; at < step.statements.size(); ++at) {
    const plan::PlannedStatement& statement = step.statements[at];
    run.failure.statement = at;
    // Limits are sent where they change only: in between, what the author sets himself holds.
    if (const Limits wanted = limits_of(step, statement, run.options); wanted != current) {
      Status set = session.execute(set_limits(wanted, SettingScope::kTransaction));
      if (!set) return set;
      current = wanted;
    }
    if (Status done = session.execute(statement.sql, OnInterrupt::kCancel); !done) return done;
    if (session.transaction() != database::Transaction::kOpen) return transaction_ended();
  }
  run.failure.statement.reset();
  return {};
}

Status try_transaction(const StepRun& run, const plan::Step& step) {
  Session& session = run.locked.session;
  const Limits limits = default_limits(run.options);
  run.failure.statement.reset();
  Status done = session.execute("BEGIN;" + set_limits(limits, SettingScope::kTransaction) +
                                settings_before(step));
  if (done.ok()) done = run_statements(run, step);
  if (!done) {
    session.rollback();
    return done;
  }
  const Result<Leftovers> committed = commit_with(run.locked, step.ledger_after, limits);
  if (!committed) return committed.error();
  return clear_leftovers(run, step, *committed);
}

Status run_transactional(const StepRun& run, const plan::Step& step) {
  for (int attempt = 0;; ++attempt) {
    Status done = try_transaction(run, step);
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
    done = session.execute(statement.sql, OnInterrupt::kCancel);
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
  Session& session = run.locked.session;
  if (Status begun = session.execute("BEGIN"); !begun) return begun;
  const Result<Leftovers> committed =
      commit_with(run.locked, step.ledger_after, default_limits(run.options));
  if (!committed) return committed.error();
  return clear_leftovers(run, step, *committed);
}

Status run_step(const StepRun& run, const plan::Step& step) {
  if (runs_in_batches(step)) return run_batches(run, step);
  return step.transactional ? run_transactional(run, step) : run_alone(run, step);
}

}  // namespace ashlar::runtime
