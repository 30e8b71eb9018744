// A plan as a script for psql: what the runtime would do, in the same order, with the same words
// for the ledger. Apart from its head it is plain SQL.

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

#include "compiler/emit/emit.h"
#include "compiler/emit/plan_facts.h"
#include "compiler/emit/script_blocks.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit {
namespace {

std::string comment(std::string_view text) { return "-- " + printable(text) + "\n"; }

std::string comment_list(std::string_view label, const std::vector<std::string>& values) {
  return values.empty() ? "" : comment(fmt::format("{}: {}", label, joined(values, ", ")));
}

std::string comment_lines(std::string_view label, const std::vector<std::string>& values) {
  std::string text = values.empty() ? "" : comment(fmt::format("{}:", label));
  for (const std::string& value : values) text += comment(fmt::format("  {}", value));
  return text;
}

std::string comment_allows(const std::vector<plan::PlannedAllow>& allows) {
  std::string text;
  for (const plan::PlannedAllow& allow : allows) {
    text += comment(fmt::format("allows {}: {}", allow.rules, allow.reason));
  }
  return text;
}

struct Limits {
  std::chrono::milliseconds lock{0};
  std::chrono::milliseconds statement{0};
  friend bool operator==(const Limits&, const Limits&) = default;
};

/// Outside a transaction, what takes no more than ShareUpdateExclusiveLock lets everybody read and
/// write while it waits, and leaves an invalid index behind when it gives up: it waits.
bool may_wait(const plan::Step& step, const plan::PlannedStatement& statement) {
  if (step.transactional || statement.effects.locks.empty()) return false;
  for (const effects::Lock& lock : statement.effects.locks) {
    if (lock.mode > effects::LockMode::kShareUpdateExclusive) return false;
  }
  return true;
}

/// True for what can leave something behind when the server refuses it: an invalid index, a pending
/// detach. Its start stays in the ledger, and ashlar clears the way before it runs it again. All
/// else that was refused has had no effect.
bool may_leave_something(const plan::PlannedStatement& statement) {
  constexpr std::array<std::string_view, 3> kKinds = {"create_index", "reindex", "alter_table"};
  return std::find(kKinds.begin(), kKinds.end(), statement.kind) != kKinds.end();
}

bool runs_in_batches(const plan::Step& step) {
  return step.statements.size() == 1 && step.statements.front().batches.has_value();
}

bool may_be_forgotten(const plan::Step& step) {
  return !step.transactional && !runs_in_batches(step) &&
         !std::all_of(step.statements.begin(), step.statements.end(), may_leave_something);
}

class ScriptWriter {
 public:
  ScriptWriter(const plan::Plan& plan, const ScriptSettings& settings)
      : plan_(plan),
        settings_(settings),
        words_(plan.ledger_schema),
        defaults_{settings.lock_timeout, settings.statement_timeout} {
    for (const plan::PlannedRevision& revision : plan.revisions) {
      revisions_.emplace(revision.record.id, &revision);
    }
  }

  std::string write(const plan::Plan& ledger_install) {
    head();
    guards();
    install(ledger_install);
    for (const plan::Step& step : plan_.steps) {
      text_ += "\n";
      title(step);
      if (step.transactional) {
        in_transaction(step);
      } else {
        alone(step);
      }
      if (step.completes_revision) verify(*revisions_.at(step.revision));
    }
    text_ += "\n" + clean_session() +
             fmt::format(
                 "SELECT pg_catalog.pg_advisory_unlock({}) AS done \\gset ashlar_\n"
                 "\\echo now at {}\n",
                 words_.lock_key(), heads_text(plan_.to));
    return std::move(text_);
  }

 private:
  void head() {
    const PlanTotals sum = totals(plan_);
    const bool up = plan_.direction == versions::Direction::kUp;
    text_ += comment(fmt::format("ashlar: {} from {} to {}", up ? "upgrade" : "downgrade",
                                 heads_text(plan_.from), heads_text(plan_.to)));
    text_ += comment(fmt::format(
        "{}{}{}, for PostgreSQL {}{}", counts_line(sum),
        sum.rewrites == 0 ? "" : ", " + counted(sum.rewrites, "rewrite"),
        sum.scans == 0 ? "" : ", " + counted(sum.scans, "full scan"), plan_.postgres,
        settings_.database.empty() ? "" : fmt::format(", database {}", settings_.database)));
    text_ += comment("fingerprint: " + plan_.fingerprint);
    std::vector<std::string> revisions;
    for (const plan::PlannedRevision& revision : plan_.revisions) {
      const std::string& message = revision.record.message;
      revisions.push_back(message.empty() ? revision.record.id
                                          : fmt::format("{}  {}", revision.record.id, message));
    }
    text_ += comment_lines(up ? "applies" : "reverts", revisions);
    text_ += comment_list("locked against everybody", sum.exclusive);
    text_ += comment_list("loses", losses());
    text_ += comment_list("no way back from", sum.irreversible);
    text_ += comment_lines("look at these first", settings_.look_first);
    text_ += comment("run it with: psql -X -f FILE");
    text_ += "\\set ON_ERROR_STOP on\n\\set ON_ERROR_ROLLBACK off\n\\set AUTOCOMMIT on\n" +
             clean_session();
  }

  /// What was there before the plan, each once, with how the files stand to it.
  std::vector<std::string> losses() const {
    std::vector<std::string> lines;
    for (const plan::Step& step : plan_.steps) {
      for (const plan::PlannedStatement& statement : step.statements) {
        for (const StatedLoss& loss : stated_losses(statement)) {
          std::string line = fmt::format("{} ({})", loss.name, to_string(loss.state));
          if (loss.state != LossState::kFresh &&
              std::find(lines.begin(), lines.end(), line) == lines.end()) {
            lines.push_back(std::move(line));
          }
        }
      }
    }
    return lines;
  }

  void guards() {
    ledger::ScriptStart start;
    start.applied = plan_.applied_before;
    for (const plan::PlannedRevision& revision : plan_.revisions) {
      start.revisions.push_back(revision.record.id);
    }
    start.direction = plan_.direction;
    start.postgres = plan_.postgres;
    start.database = settings_.database;
    start.statements = settings_.start_statements;
    text_ +=
        "\n-- Only on the server that it was made for, one runner at a time, and only from where "
        "it starts.\n";
    text_ += words_.server_guard(start) + words_.take_lock() + words_.guard(start);
    if (std::any_of(plan_.steps.begin(), plan_.steps.end(), may_be_forgotten)) {
      text_ +=
          "-- A psql that cannot tell whether a statement failed (before 11) stops here.\n"
          "SELECT :'ERROR' AS known \\gset ashlar_\n";
    }
  }

  /// Takes back role, search path and every setting. DISCARD ALL would let go of the lock.
  static std::string clean_session() {
    return "RESET SESSION AUTHORIZATION;\nRESET ROLE;\nRESET ALL;\n"
           "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n";
  }

  void install(const plan::Plan& ledger) {
    text_ += "\n-- The ledger, where it is missing.\nBEGIN;\n" + words_.bootstrap() + "COMMIT;\n";
    for (const plan::Step& step : ledger.steps) {
      text_ += words_.is_installed(step.revision) +
               " \\gset ashlar_\n\\if :ashlar_exists\n\\else\nBEGIN;\n";
      for (const plan::PlannedStatement& statement : step.statements) terminated(statement);
      text_ += step.ledger_after + "COMMIT;\n\\endif\n\\unset ashlar_exists\n";
    }
  }

  void title(const plan::Step& step) {
    text_ += comment(fmt::format("Step {} of {}: revision {}, {}{}", step.id, plan_.steps.size(),
                                 step.revision, step.section,
                                 step.transactional ? "" : ", outside a transaction"));
    const plan::PlannedRevision& revision = *revisions_.at(step.revision);
    if (!revision.record.message.empty()) text_ += comment(revision.record.message);
    if (step.ledger_step.step == 1) text_ += comment_allows(revision.allows);
  }

  void facts(const plan::PlannedStatement& statement) {
    text_ += "\n" + comment(fmt::format("{}:{}", statement.file, statement.line));
    text_ += comment_list("locks", lock_texts(statement));
    text_ += comment_list("rewrites", relation_names(statement.effects.rewrites));
    text_ += comment_list("scans", relation_names(statement.effects.scans));
    text_ += comment_list("batches", batch_texts(statement));
    for (const StatedLoss& loss : stated_losses(statement)) {
      text_ += comment(fmt::format("loses: {} ({})", loss.name, to_string(loss.state)));
    }
    text_ += comment_list("findings", statement.hazards);
    text_ += comment_allows(statement.allows);
  }

  /// The author's words as they are. A comment after the statement's last token must not swallow
  /// the semicolon.
  void terminated(const plan::PlannedStatement& statement) {
    text_ += statement.text + (statement.text.ends_with(statement.sql) ? ";\n" : "\n;\n");
  }

  void session(const plan::Step& step) {
    for (const std::string& statement : step.session) text_ += statement + ";\n";
  }

  Limits limits_of(const plan::Step& step, const plan::PlannedStatement& statement) const {
    Limits limits = defaults_;
    if (may_wait(step, statement)) limits.lock = std::chrono::milliseconds{0};
    if (statement.timeouts.lock) limits.lock = *statement.timeouts.lock;
    if (statement.timeouts.statement) limits.statement = *statement.timeouts.statement;
    return limits;
  }

  void set(std::string_view verb, const Limits& limits) {
    text_ += fmt::format("{0} lock_timeout = {1};\n{0} statement_timeout = {2};\n", verb,
                         limits.lock.count(), limits.statement.count());
  }

  void in_transaction(const plan::Step& step) {
    text_ += "BEGIN;\n";
    Limits current = step.statements.empty() ? defaults_ : limits_of(step, step.statements.front());
    set("SET LOCAL", current);
    session(step);
    for (const plan::PlannedStatement& statement : step.statements) {
      facts(statement);
      if (const Limits wanted = limits_of(step, statement); wanted != current) {
        set("SET LOCAL", wanted);
        current = wanted;
      }
      terminated(statement);
    }
    record(step);
  }

  void alone(const plan::Step& step) {
    text_ += "BEGIN;\n";
    set("SET LOCAL", defaults_);
    text_ += step.ledger_before + "COMMIT;\n";
    if (runs_in_batches(step)) return in_batches(step);
    session(step);
    for (const plan::PlannedStatement& statement : step.statements) {
      facts(statement);
      set("SET", limits_of(step, statement));
      if (may_leave_something(statement)) {
        terminated(statement);
      } else {
        terminated_or_forgotten(step, statement);
      }
    }
    text_ += "\nBEGIN;\n";
    record(step);
  }

  /// Where the server refuses it, the ledger is told before psql stops: ashlar need not ask anybody
  /// whether the statement took effect.
  void terminated_or_forgotten(const plan::Step& step, const plan::PlannedStatement& statement) {
    text_ += "\\set ON_ERROR_STOP off\n";
    terminated(statement);
    text_ += "\\set ON_ERROR_STOP on\n\\if :ERROR\n" + clean_session() + "BEGIN;\n";
    set("SET LOCAL", defaults_);
    text_ += words_.step_failed(step.ledger_step) + "COMMIT;\n" +
             fmt::format(
                 "DO $$ BEGIN RAISE EXCEPTION 'step {} was refused, as the error above says; "
                 "the ledger knows'; END $$;\n\\endif\n",
                 step.id);
  }

  /// The author's statement, cut where the condition on the key goes; comments around it stay.
  void in_batches(const plan::Step& step) {
    const plan::PlannedStatement& statement = step.statements.front();
    facts(statement);
    const std::size_t at = statement.text.find(statement.sql);
    text_ += statement.text.substr(0, at) + "SET statement_timeout = 0;\n";
    text_ += batch_block({step, words_, clean_session(), defaults_.lock});
    if (at != std::string::npos && at + statement.sql.size() < statement.text.size()) {
      text_ += statement.text.substr(at + statement.sql.size()) + "\n";
    }
    text_ += clean_session();
    discard(step);
  }

  /// The ledger's words and COMMIT, in a session that feels nothing of what the author set.
  void record(const plan::Step& step) {
    text_ += "\n-- The ledger.\n" + clean_session();
    set("SET LOCAL", defaults_);
    text_ += step.ledger_after + "COMMIT;\n";
    discard(step);
  }

  void discard(const plan::Step& step) {
    if (step.completes_revision) {
      text_ += "CLOSE ALL;\nDEALLOCATE ALL;\nUNLISTEN *;\nDISCARD TEMP;\n";
    }
  }

  /// What the queries do besides asking is not to last.
  void verify(const plan::PlannedRevision& revision) {
    for (const plan::VerifyQuery& query : revision.verify) {
      text_ += "\n" + comment(fmt::format("{}:{}, verify", revision.file, query.line)) + "BEGIN;\n";
      text_ += query.kind == "select" ? verify_block(revision, query) : query.sql + "\n;\n";
      text_ += "ROLLBACK;\n";
    }
  }

  const plan::Plan& plan_;
  const ScriptSettings& settings_;
  ledger::Words words_;
  Limits defaults_;
  std::map<std::string_view, const plan::PlannedRevision*> revisions_;
  std::string text_;
};

}  // namespace

std::string plan_script(const plan::Plan& plan, const plan::Plan& ledger_install,
                        const ScriptSettings& settings) {
  return ScriptWriter(plan, settings).write(ledger_install);
}

}  // namespace ashlar::emit
