#include "runtime/executor/settle.h"

#include <fmt/format.h>
#include <optional>
#include <variant>

#include "grammar/postgres/parser.h"
#include "runtime/executor/index_leftovers.h"
#include "runtime/executor/session_state.h"

namespace ashlar::runtime {
namespace {

using database::Rows;
using database::Session;

std::string quoted(const sql::QualifiedName& name) {
  std::string last = postgres::quote_identifier(name.name.text);
  if (name.schema.empty()) return last;
  return postgres::quote_identifier(name.schema.text) + "." + last;
}

std::string literal(const sql::QualifiedName& name) {
  return postgres::quote_literal(quoted(name));
}

/// The step's one statement, read again: the plan carries its text.
std::optional<sql::Statement> statement_of(const plan::Step& step) {
  if (step.statements.size() != 1) return std::nullopt;
  Diagnostics diagnostics;
  auto parsed = postgres::parse_text(step.statements.front().sql, 0, diagnostics);
  if (parsed.size() != 1 || has_errors(diagnostics)) return std::nullopt;
  return std::move(parsed.front().statement);
}

std::string step_name(const plan::Step& step) {
  return fmt::format("step {} of {} of revision `{}` ({})", step.ledger_step.step,
                     step.ledger_step.steps, step.revision, step.section);
}

Error unknown(const plan::Step& step) {
  Error error;
  error.code = ErrorCode::kLedger;
  error.message = step_name(step) + " was started outside a transaction by a run that was cut off";
  if (!step.statements.empty()) {
    const plan::PlannedStatement& statement = step.statements.front();
    error.detail = fmt::format("did this statement take effect? ({}:{})\n    {}\n", statement.file,
                               statement.line, statement.sql.substr(0, statement.sql.find('\n')));
  }
  error.detail += fmt::format(
      "the database alone does not tell; look, then say\n"
      "    ashlar resolve {0} --step {1} done    if it did\n"
      "    ashlar resolve {0} --step {1} redo    if it did not\n"
      "and run the same command again: it goes on from there",
      step.revision, step.ledger_step.step);
  return error;
}

/// Settles one step by what its statement makes, drops or does.
class Settlement {
 public:
  Settlement(Session& session, const ledger::Words& words, const plan::Step& step)
      : session_(session),
        step_(step),
        younger_(words.is_younger_than(step.ledger_step, "c.xmin")),
        younger_index_(words.is_younger_than(step.ledger_step, "i.xmin")) {}

  Result<Settled> operator()(const sql::CreateIndex& create) {
    const std::string named = create.name.empty()
                                  ? younger_index_
                                  : "c.relname = " + postgres::quote_literal(create.name.text);
    const Result<Rows> found =
        ask(fmt::format("SELECT i.indisvalid OR c.relkind = 'I',"
                        " pg_catalog.quote_ident(n.nspname) || '.' ||"
                        " pg_catalog.quote_ident(c.relname), {2}"
                        " FROM pg_catalog.pg_index i"
                        " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
                        " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        " WHERE i.indrelid = pg_catalog.to_regclass({0}) AND {1}",
                        literal(create.table), named, younger_index_));
    if (!found) return found.error();
    if (found->rows.empty()) return Settled::kRunAgain;
    // Of several new indexes that nobody named, which one is the statement's cannot be told.
    if (found->rows.size() > 1) return unknown(step_);
    const auto& row = found->rows.front();
    if (row[0] != "t") return again_after(drop_leftover(session_, row[1].value_or("")));
    // One that is older than the step is not its doing: the statement will say so itself.
    return row[2] == "t" ? Settled::kTookEffect : Settled::kRunAgain;
  }

  Result<Settled> operator()(const sql::Drop& drop) {
    if (drop.objects.size() != 1) return unknown(step_);
    const sql::QualifiedName& name = drop.objects.front().name;
    const std::string word = postgres::quote_literal(name.name.text);
    if (drop.kind == sql::ObjectKind::kIndex) {
      return took_effect_where(fmt::format("pg_catalog.to_regclass({}) IS NULL", literal(name)));
    }
    if (drop.kind == sql::ObjectKind::kDatabase) {
      return took_effect_where("NOT " + is_there("pg_database c", "datname", word));
    }
    if (drop.kind == sql::ObjectKind::kTablespace) {
      return took_effect_where("NOT " + is_there("pg_tablespace c", "spcname", word));
    }
    return unknown(step_);
  }

  Result<Settled> operator()(const sql::CreateOther& create) {
    const std::string word = postgres::quote_literal(create.name.name.text);
    // What is older than the step is not its doing: the statement may run into it.
    if (create.kind == sql::ObjectKind::kDatabase) {
      return took_effect_where(is_there("pg_database c", "datname", word, younger_));
    }
    if (create.kind == sql::ObjectKind::kTablespace) {
      return took_effect_where(is_there("pg_tablespace c", "spcname", word, younger_));
    }
    return unknown(step_);
  }

  Result<Settled> operator()(const sql::AlterTable& alter) {
    const sql::DetachPartition* detach =
        alter.actions.size() == 1 ? std::get_if<sql::DetachPartition>(&alter.actions.front().node)
                                  : nullptr;
    if (detach == nullptr) return unknown(step_);
    // A detach that was cut off between its two transactions is pending, and neither can be begun
    // again nor used; FINALIZE ends it (manual, "ALTER TABLE").
    const Result<Rows> found =
        ask(fmt::format("SELECT inhdetachpending FROM pg_catalog.pg_inherits"
                        " WHERE inhrelid = pg_catalog.to_regclass({})"
                        " AND inhparent = pg_catalog.to_regclass({})",
                        literal(detach->partition), literal(alter.name)));
    if (!found) return found.error();
    if (found->rows.empty()) return Settled::kTookEffect;
    if (found->rows.front().front() != "t") return Settled::kRunAgain;
    const Status finished = session_.execute(
        settings_before(step_) + fmt::format("ALTER TABLE {} DETACH PARTITION {} FINALIZE",
                                             quoted(alter.name), quoted(detach->partition)));
    if (!finished) return finished.error();
    return Settled::kTookEffect;
  }

  Result<Settled> operator()(const sql::Reindex& reindex) {
    if (!reindex.concurrently) return Settled::kRunAgain;
    return again_after(drop_reindex_leftovers(session_, younger_index_));
  }

  Result<Settled> operator()(const sql::AlterOther& alter) {
    // ALTER DATABASE … SET TABLESPACE: where it stands there already, it has nothing to do.
    if (alter.object.kind == sql::ObjectKind::kDatabase) return Settled::kRunAgain;
    return unknown(step_);
  }

  Result<Settled> operator()(const sql::Vacuum&) { return Settled::kRunAgain; }
  Result<Settled> operator()(const sql::Cluster&) { return Settled::kRunAgain; }
  Result<Settled> operator()(const sql::RefreshMaterializedView&) { return Settled::kRunAgain; }
  Result<Settled> operator()(const sql::AlterSystem&) { return Settled::kRunAgain; }
  Result<Settled> operator()(const sql::SetVariable&) { return Settled::kRunAgain; }
  Result<Settled> operator()(const sql::Discard&) { return Settled::kRunAgain; }
  template <typename Other>
  Result<Settled> operator()(const Other&) {
    return unknown(step_);
  }

 private:
  /// Runs a query under the settings of the revision's earlier steps, and leaves none of them
  /// behind: names mean here what they mean in the step.
  Result<Rows> ask(const std::string& question) {
    Result<Rows> rows = session_.query("BEGIN READ ONLY;" + settings_before(step_) + question);
    session_.rollback();
    return rows;
  }

  Result<Settled> took_effect_where(const std::string& condition) {
    const Result<Rows> found = ask("SELECT " + condition);
    if (!found) return found.error();
    return found->rows.front().front() == "t" ? Settled::kTookEffect : Settled::kRunAgain;
  }

  static Result<Settled> again_after(const Status& cleared) {
    if (!cleared) return cleared.error();
    return Settled::kRunAgain;
  }

  static std::string is_there(std::string_view catalog, std::string_view column,
                              const std::string& name, const std::string& and_also = "true") {
    return fmt::format("EXISTS (SELECT FROM pg_catalog.{} WHERE c.{} = {} AND {})", catalog, column,
                       name, and_also);
  }

  Session& session_;
  const plan::Step& step_;
  std::string younger_;        ///< the object `c` was made after the step was started
  std::string younger_index_;  ///< the same of pg_index `i`, which TRUNCATE leaves alone
};

}  // namespace

Result<Settled> settle(Session& session, const ledger::Words& words, const plan::Step& step) {
  const std::optional<sql::Statement> statement = statement_of(step);
  if (!statement) return unknown(step);
  return std::visit(Settlement(session, words, step), statement->node);
}

Status clear_the_way(Session& session, const plan::Step& step) {
  const std::optional<sql::Statement> statement = statement_of(step);
  if (!statement) return {};
  const auto* create = std::get_if<sql::CreateIndex>(&statement->node);
  if (create == nullptr || !create->concurrently || create->name.empty()) return {};
  const Result<Rows> found =
      session.query("BEGIN READ ONLY;" + settings_before(step) +
                    invalid_and_idle(fmt::format(
                        "c.relname = {} AND i.indrelid = pg_catalog.to_regclass({})",
                        postgres::quote_literal(create->name.text), literal(create->table))));
  session.rollback();
  if (!found) return found.error();
  if (found->rows.empty()) return {};
  return drop_leftover(session, found->rows.front().front().value_or(""));
}

}  // namespace ashlar::runtime
