#include "runtime/verify/play.h"

#include <algorithm>

#include "grammar/postgres/parser.h"
#include "runtime/executor/session_state.h"

namespace ashlar::runtime {
namespace {

using database::OnInterrupt;
using database::Session;

Error transaction_gone() {
  Error error;
  error.code = ErrorCode::kDatabase;
  error.message = "the statement ended the step's transaction";
  error.detail = "a step is one transaction; take COMMIT and ROLLBACK out of it";
  return error;
}

/// Settings back to ours, and away with what a session can leave to the next: a run has the same
/// between two revisions.
Status reset(const Stand& stand) {
  const auto prepared = stand.session.query(
      reset_settings(stand.own_settings) + "CLOSE ALL;UNLISTEN *;DISCARD TEMP;" +
      "SELECT name FROM pg_catalog.pg_prepared_statements WHERE name <> 'ashlar_lines'");
  if (!prepared) return prepared.error();
  for (const auto& row : prepared->rows) {
    Status gone =
        stand.session.execute("DEALLOCATE " + postgres::quote_identifier(row.front().value_or("")));
    if (!gone) return gone;
  }
  return {};
}

Status run_statements(Session& session, const plan::Step& step, TrialFailure& failure) {
  for (std::size_t at = 0; at < step.statements.size(); ++at) {
    failure.statement = at;
    Status done = session.execute(step.statements[at].sql, OnInterrupt::kCancel);
    if (!done) return done;
    if (session.transaction() != database::Transaction::kOpen) return transaction_gone();
  }
  failure.statement.reset();
  return {};
}

Status play_transaction(const Stand& stand, const plan::Step& step, TrialFailure& failure) {
  Session& session = stand.session;
  failure.statement.reset();
  Status done = session.execute("BEGIN;" + settings_before(step));
  if (done.ok()) done = run_statements(session, step, failure);
  if (done.ok()) done = session.commit();
  if (!done) session.rollback();
  return done;
}

Status play_alone(const Stand& stand, const plan::Step& step, TrialFailure& failure) {
  Session& session = stand.session;
  failure.statement.reset();
  Status done = session.execute(settings_before(step));
  for (std::size_t at = 0; at < step.statements.size() && done.ok(); ++at) {
    failure.statement = at;
    done = session.execute(step.statements[at].sql, OnInterrupt::kCancel);
  }
  session.rollback();
  if (done.ok()) failure.statement.reset();
  return done;
}

}  // namespace

bool is_one_transaction(const std::vector<plan::Step>& steps) {
  return steps.size() <= 1 && std::all_of(steps.begin(), steps.end(), [](const plan::Step& step) {
           return step.transactional;
         });
}

Status play_inside(const Stand& stand, const std::vector<plan::Step>& steps,
                   TrialFailure& failure) {
  for (std::size_t at = 0; at < steps.size(); ++at) {
    failure.at = at;
    if (Status done = run_statements(stand.session, steps[at], failure); !done) return done;
  }
  Status done = stand.session.execute("SET CONSTRAINTS ALL IMMEDIATE");
  return done.ok() ? reset(stand) : done;
}

Status play_step(const Stand& stand, const std::vector<plan::Step>& steps, std::size_t at,
                 TrialFailure& failure) {
  failure.at = at;
  const plan::Step& step = steps[at];
  Status done = step.transactional ? play_transaction(stand, step, failure)
                                   : play_alone(stand, step, failure);
  if (stand.session.lost()) return done;
  const Status clean = reset(stand);
  return done.ok() ? clean : done;
}

}  // namespace ashlar::runtime
