// A plan as a script for psql: what the runtime would do, in the same order, with the same words
// for the ledger. Apart from its head it is plain SQL.

#include <fmt/format.h>

#include "compiler/emit/emit.h"
#include "compiler/emit/plan_facts.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit {
namespace {

std::string comment(std::string_view text) { return "-- " + printable(text) + "\n"; }

std::string comment_list(std::string_view label, const std::vector<std::string>& values) {
  return values.empty() ? "" : comment(fmt::format("{}: {}", label, joined(values, ", ")));
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

class ScriptWriter {
 public:
  ScriptWriter(const plan::Plan& plan, const ScriptLimits& limits)
      : plan_(plan),
        words_(plan.ledger_schema),
        messages_(messages(plan)),
        defaults_{limits.lock_timeout, limits.statement_timeout} {}

  std::string write(const plan::Plan& ledger_install) {
    head();
    text_ += "\n-- One runner at a time, and only from where this script starts.\n";
    text_ += words_.take_lock() + words_.guard(plan_.applied_before);
    install(ledger_install);
    for (const plan::Step& step : plan_.steps) {
      text_ += "\n";
      if (step.transactional) {
        in_transaction(step);
      } else {
        alone(step);
      }
    }
    text_ += "\n" + clean_session() +
             fmt::format("SELECT pg_catalog.pg_advisory_unlock({});\n", words_.lock_key());
    return std::move(text_);
  }

 private:
  void head() {
    const PlanTotals sum = totals(plan_);
    text_ +=
        comment(fmt::format("ashlar: {} from {} to {}",
                            plan_.direction == versions::Direction::kUp ? "upgrade" : "downgrade",
                            heads_text(plan_.from), heads_text(plan_.to)));
    text_ += comment(counts_line(sum) + fmt::format(", for PostgreSQL {}", plan_.postgres));
    text_ += comment("fingerprint: " + plan_.fingerprint);
    text_ += comment_list("locked against everybody", sum.exclusive);
    text_ += comment_list("loses", sum.losses);
    text_ += comment_list("no way back from", sum.irreversible);
    text_ += comment("run it with: psql -X -f FILE");
    text_ += "\\set ON_ERROR_STOP on\n\\set ON_ERROR_ROLLBACK off\n\\set AUTOCOMMIT on\n" +
             clean_session();
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
    if (const std::string_view message = messages_.at(step.revision); !message.empty()) {
      text_ += comment(message);
    }
  }

  void facts(const plan::PlannedStatement& statement) {
    text_ += "\n" + comment(fmt::format("{}:{}", statement.file, statement.line));
    text_ += comment_list("locks", lock_texts(statement));
    text_ += comment_list("rewrites", relation_names(statement.effects.rewrites));
    text_ += comment_list("scans", relation_names(statement.effects.scans));
    text_ += comment_list("batches, which psql runs as one statement", batch_texts(statement));
    for (const StatedLoss& loss : stated_losses(statement)) {
      text_ += comment(fmt::format("loses: {} ({})", loss.name, to_string(loss.state)));
    }
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
    title(step);
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
    title(step);
    text_ += "BEGIN;\n";
    set("SET LOCAL", defaults_);
    text_ += step.ledger_before + "COMMIT;\n";
    session(step);
    for (const plan::PlannedStatement& statement : step.statements) {
      facts(statement);
      set("SET", limits_of(step, statement));
      terminated(statement);
    }
    text_ += "\nBEGIN;\n";
    record(step);
  }

  /// The ledger's words and COMMIT, in a session that feels nothing of what the author set.
  void record(const plan::Step& step) {
    text_ += "\n-- The ledger.\n" + clean_session();
    set("SET LOCAL", defaults_);
    text_ += step.ledger_after + "COMMIT;\n";
    if (step.completes_revision) {
      text_ += "CLOSE ALL;\nDEALLOCATE ALL;\nUNLISTEN *;\nDISCARD TEMP;\n";
    }
  }

  const plan::Plan& plan_;
  ledger::Words words_;
  std::map<std::string_view, std::string_view> messages_;
  Limits defaults_;
  std::string text_;
};

}  // namespace

std::string plan_script(const plan::Plan& plan, const plan::Plan& ledger_install,
                        const ScriptLimits& limits) {
  return ScriptWriter(plan, limits).write(ledger_install);
}

}  // namespace ashlar::emit
