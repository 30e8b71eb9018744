#include "runtime/executor/connected.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <mutex>

#include "compiler/ledger/ledger.h"
#include "grammar/text/check.h"
#include "runtime/database/session.h"
#include "runtime/executor/advisory_lock.h"
#include "runtime/executor/batch_run.h"
#include "runtime/executor/commit.h"
#include "runtime/executor/pooler.h"
#include "runtime/executor/resume.h"
#include "runtime/executor/settle.h"
#include "runtime/executor/step_run.h"
#include "runtime/executor/watch.h"
#include "runtime/introspect/introspect.h"
#include "runtime/ledger/read.h"

namespace ashlar::runtime {
namespace {

using database::Rows;
using database::Session;
using Clock = std::chrono::steady_clock;

/// Asked when the session is new. `pid` is the server process that answers.
Result<ServerFacts> read_facts(Session& session, std::string& pid) {
  const Result<Rows> rows = session.query(
      "SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_database(),"
      " session_user, pg_catalog.pg_is_in_recovery(),"
      " pg_catalog.current_setting('default_transaction_read_only'), pg_catalog.pg_backend_pid()");
  if (!rows) return rows.error();
  const auto& row = rows->rows.front();
  ServerFacts facts;
  facts.major = session.server_major();
  facts.version = row[0].value_or("");
  // Debian's build adds its own: "15.18 (Debian 15.18-0+deb12u1)".
  facts.version = facts.version.substr(0, facts.version.find(' '));
  facts.database = row[1].value_or("");
  facts.user = row[2].value_or("");
  facts.in_recovery = row[3] == "t";
  facts.read_only = facts.in_recovery || row[4] == "on";
  pid = row[5].value_or("");
  facts.host = session.host();
  facts.port = session.port();
  return facts;
}

std::chrono::milliseconds since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
}

class ConnectedDatabase final : public Database {
 public:
  ConnectedDatabase(std::unique_ptr<Session> session, database::Interrupt& interrupt,
                    ServerFacts facts, std::string own_settings, std::string pid,
                    const std::string& ledger_schema)
      : session_(std::move(session)),
        facts_(std::move(facts)),
        first_pid_(std::move(pid)),
        schema_(ledger_schema),
        words_(ledger_schema),
        locked_{*session_, interrupt, words_.lock_key(), std::move(own_settings), "", {}} {}

  [[nodiscard]] const ServerFacts& facts() const override { return facts_; }
  Result<LedgerState> read_ledger() override { return read_ledger_state(*session_, words_); }
  Result<Introspection> introspect() override { return runtime::introspect(*session_, schema_); }
  Status lock(const LockOptions& options, const OnWait& on_wait) override;
  Status install_ledger(const plan::Plan& install) override;
  Result<RunReport> run(const plan::Plan& plan, const RunOptions& options, const OnStep& on_step,
                        RunFailure& failure) override;
  Status stamp(const StampChange& change) override;
  Status resolve(const ledger::StepRef& step, ledger::Verdict verdict) override;
  Result<bool> holds(const std::string& sql) override;

 private:
  /// Where unqualified names of the author's would land among the ledger's tables.
  Status check_search_path(const LedgerState& ledger) const;
  void check_locked() const {
    ASHLAR_CHECK(!locked_.backend_pid.empty(), "the caller took the lock first");
  }
  Status run_one(const StepRun& run, const plan::Plan& plan, std::size_t at, Standing standing,
                 RunReport& report);
  Result<bool> is_installed(const std::string& id);

  std::unique_ptr<Session> session_;
  ServerFacts facts_;
  std::string first_pid_;  ///< the server process that answered at first
  std::string schema_;
  ledger::Words words_;
  LockedSession locked_;
};

Status ConnectedDatabase::lock(const LockOptions& options, const OnWait& on_wait) {
  if (!locked_.backend_pid.empty()) return {};
  // Before the lock: one that is taken in a lent session stays there, and nobody can give it back.
  if (Status own = refuse_shared_session(*session_, locked_.interrupt, first_pid_); !own) {
    return own;
  }
  const Result<std::string> taken =
      take_lock(*session_, locked_.interrupt, locked_.lock_key, options, on_wait);
  if (!taken) return taken.error();
  locked_.backend_pid = *taken;
  locked_.server = identity_of(*session_);
  return {};
}

Result<bool> ConnectedDatabase::is_installed(const std::string& id) {
  const Result<Rows> rows = session_->query(words_.is_installed(id));
  if (!rows) return rows.error();
  return rows->rows.front().front() == "t";
}

Status ConnectedDatabase::install_ledger(const plan::Plan& install) {
  check_locked();
  if (install.steps.empty()) return {};
  const RunOptions options;
  RunFailure failure;
  const StepRun run{locked_, options, OnStep(), schema_, failure};
  const Limits limits{options.lock_timeout, options.statement_timeout};
  if (Status made = write_ledger(locked_, words_.bootstrap(), limits); !made) return made;
  for (const plan::Step& step : install.steps) {
    // The plan may be older than the lock: another runner can have been here in between.
    const Result<bool> there = is_installed(step.revision);
    if (!there) return there.error();
    if (*there) continue;
    if (Status done = run_step(run, step); !done) return done;
  }
  return {};
}

Status ConnectedDatabase::check_search_path(const LedgerState& ledger) const {
  // The default search path begins with "$user": a role of the schema's name is enough.
  if (ledger.default_schema != schema_) return {};
  Error error;
  error.code = ErrorCode::kLedger;
  error.message = fmt::format(
      "new tables without a schema in their name would land in the ledger's schema `{}`", schema_);
  error.detail =
      "the search path of this role begins with it: connect as a role of another name, set the "
      "role's search_path, or choose another `ledger_schema`";
  return error;
}

Result<RunReport> ConnectedDatabase::run(const plan::Plan& plan, const RunOptions& options,
                                         const OnStep& on_step, RunFailure& failure) {
  check_locked();
  failure = {};
  if (plan.ledger_schema != schema_) {
    Error error;
    error.code = ErrorCode::kUsage;
    error.message = fmt::format("the plan is for a ledger in schema `{}`, and this one is in `{}`",
                                plan.ledger_schema, schema_);
    return error;
  }
  const Result<LedgerState> ledger = read_ledger();
  if (!ledger) return ledger.error();
  const Result<std::vector<Standing>> standing = standings(plan, *ledger, failure.step);
  if (!standing) return standing.error();
  if (Status separate = check_search_path(*ledger); !separate) return separate.error();
  RunReport report;
  // The watch speaks from its own thread.
  std::mutex one_at_a_time;
  const OnStep tell = [&](const StepEvent& event) {
    const std::lock_guard<std::mutex> held(one_at_a_time);
    if (on_step) on_step(event);
  };
  Watch watch(locked_, options.terminate_blockers, tell);
  const StepRun run{locked_, options, tell, schema_, failure};
  for (std::size_t at = 0; at < plan.steps.size(); ++at) {
    failure.step = plan.steps[at].id;
    watch.step(&plan.steps[at]);
    Status done = run_one(run, plan, at, (*standing)[at], report);
    watch.step(nullptr);
    session_->on_notice(nullptr);
    if (!done) return done.error();
  }
  failure = {};
  return report;
}

Status ConnectedDatabase::run_one(const StepRun& run, const plan::Plan& plan, std::size_t at,
                                  Standing standing, RunReport& report) {
  const plan::Step& step = plan.steps[at];
  const auto tell = [&](StepEvent::Kind kind, std::chrono::milliseconds time, std::string message) {
    StepEvent event;
    event.kind = kind;
    event.step = &step;
    event.elapsed = time;
    event.message = std::move(message);
    if (run.on_step) run.on_step(event);
  };
  if (standing == Standing::kStarted && !step.transactional && !runs_in_batches(step)) {
    const Result<Settled> settled = settle(*session_, words_, step);
    if (!settled) return settled.error();
    if (*settled == Settled::kTookEffect) {
      if (Status recorded = record_step(run, step); !recorded) return recorded;
      standing = Standing::kDone;
    }
  } else if (standing == Standing::kDone && step.completes_revision) {
    // Somebody marked the last step as done by hand; the revision itself is still to be recorded.
    if (Status recorded = record_step(run, step); !recorded) return recorded;
  }
  if (standing == Standing::kDone) {
    ++report.steps_skipped;
    tell(StepEvent::Kind::kSkipped, {}, "");
    return {};
  }
  session_->on_notice([&](const std::string& said) { tell(StepEvent::Kind::kNotice, {}, said); });
  tell(StepEvent::Kind::kStarted, {}, "");
  const Clock::time_point begin = Clock::now();
  if (Status done = run_step(run, step); !done) return done;
  ++report.steps_run;
  tell(StepEvent::Kind::kFinished, since(begin), "");
  return {};
}

Status ConnectedDatabase::stamp(const StampChange& change) {
  check_locked();
  std::string words;
  for (const std::string& id : change.remove) words += words_.unstamped(id);
  for (const ledger::RevisionRecord& record : change.add) words += words_.stamped(record);
  for (const ledger::RevisionRecord& record : change.accept) words += words_.accepted(record);
  if (words.empty()) return {};
  const RunOptions options;
  return write_ledger(locked_, words, {options.lock_timeout, options.statement_timeout});
}

Status ConnectedDatabase::resolve(const ledger::StepRef& step, ledger::Verdict verdict) {
  check_locked();
  const RunOptions options;
  return write_ledger(locked_, words_.resolved(step, verdict),
                      {options.lock_timeout, options.statement_timeout});
}

Result<bool> ConnectedDatabase::holds(const std::string& sql) {
  if (Status begun = session_->execute("BEGIN"); !begun) return begun.error();
  const Result<Rows> rows = session_->query(sql, database::OnInterrupt::kCancel);
  // Whatever a verify query does besides asking is not to last.
  session_->rollback();
  if (!rows && locked_.interrupt.take()) {
    Error interrupted = rows.error();
    interrupted.code = ErrorCode::kInterrupted;
    interrupted.message = "interrupted";
    return interrupted;
  }
  if (!rows) return rows.error();
  return std::all_of(rows->rows.begin(), rows->rows.end(), [&](const auto& row) {
    if (row.empty()) return true;
    return row.front().has_value() && !(rows->first_column_is_boolean && row.front() == "f");
  });
}

}  // namespace

Result<std::unique_ptr<Database>> connect_database(const ConnectOptions& options,
                                                   database::Interrupt& interrupt) {
  const auto target = database::read_target(options.url, database::random_run_name("ashlar"));
  if (!target) return target.error();
  auto session = Session::open(*target, interrupt);
  if (!session) return session.error();
  Result<std::string> own_settings = adopt_session(**session);
  if (!own_settings) return own_settings.error();
  std::string pid;
  Result<ServerFacts> facts = read_facts(**session, pid);
  if (!facts) return facts.error();
  return std::unique_ptr<Database>(std::make_unique<ConnectedDatabase>(
      std::move(*session), interrupt, std::move(*facts), std::move(*own_settings), std::move(pid),
      options.ledger_schema));
}

}  // namespace ashlar::runtime
