#include "runtime/executor/settle.h"

#include <fmt/format.h>
#include <optional>
#include <variant>

#include "compiler/ledger/ledger.h"
#include "grammar/postgres/parser.h"
#include "grammar/text/overload.h"
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

std::string first_line(const std::string& sql) { return sql.substr(0, sql.find('\n')); }

Error cut_off(const plan::Step& step) {
  Error error;
  error.code = ErrorCode::kLedger;
  error.message = step_name(step) + " was started outside a transaction by a run that was cut off";
  if (!step.statements.empty()) {
    error.detail = "the statement: " + first_line(step.statements.front().sql) + "\n";
  }
  return error;
}

Error invalid_left(const plan::Step& step, const std::string& index) {
  Error error = cut_off(step);
  error.detail += fmt::format(
      "it left the index {0} behind, which is not valid: no query uses it\n"
      "look at it, drop it with\n"
      "    DROP INDEX CONCURRENTLY {0};\n"
      "and run the same command again: it goes on with this step",
      index);
  return error;
}

Error unknown(const plan::Plan& plan, const plan::Step& step) {
  const ledger::Words words(plan.ledger_schema);
  Error error = cut_off(step);
  error.detail +=
      "whether it took effect cannot be told from here: look\n"
      "if it did, record it with\n" +
      words.step_done(step.ledger_step) +
      "if it did not, take the record of its start away with\n" +
      words.step_failed(step.ledger_step) + "and run the same command again: it goes on from there";
  return error;
}

/// Runs a query under the settings of the revision's earlier steps, and leaves none of them behind:
/// names mean here what they mean in the step.
Result<Rows> ask(Session& session, const plan::Step& step, const std::string& question) {
  Result<Rows> rows = session.query("BEGIN READ ONLY;" + settings_before(step) + question);
  session.rollback();
  return rows;
}

/// The statement's index as it stands now: its name, and whether it is valid. No row: it is not
/// there.
Result<Rows> find_index(Session& session, const plan::Step& step, const sql::CreateIndex& create) {
  return ask(session, step,
             fmt::format("SELECT i.indisvalid,"
                         " quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
                         " FROM pg_catalog.pg_index i"
                         " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
                         " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                         " WHERE i.indrelid = pg_catalog.to_regclass({}) AND c.relname = {}",
                         postgres::quote_literal(quoted(create.table)),
                         postgres::quote_literal(create.name.text)));
}

Result<Settled> settle_create(Session& session, const plan::Plan& plan, const plan::Step& step,
                              const sql::CreateIndex& create) {
  if (create.name.empty()) return unknown(plan, step);
  const Result<Rows> found = find_index(session, step, create);
  if (!found) return found.error();
  if (found->rows.empty()) return Settled::kRunAgain;
  const auto& row = found->rows.front();
  if (row[0] == "t") return Settled::kTookEffect;
  return invalid_left(step, row[1].value_or(create.name.text));
}

Result<Settled> settle_drop(Session& session, const plan::Plan& plan, const plan::Step& step,
                            const sql::Drop& drop) {
  if (drop.kind != sql::ObjectKind::kIndex || drop.objects.size() != 1) return unknown(plan, step);
  const Result<Rows> found =
      ask(session, step,
          fmt::format("SELECT pg_catalog.to_regclass({}) IS NOT NULL",
                      postgres::quote_literal(quoted(drop.objects.front().name))));
  if (!found) return found.error();
  return found->rows.front().front() == "t" ? Settled::kRunAgain : Settled::kTookEffect;
}

}  // namespace

Result<Settled> settle(Session& session, const plan::Plan& plan, const plan::Step& step) {
  const std::optional<sql::Statement> statement = statement_of(step);
  if (!statement) return unknown(plan, step);
  const auto again = [] { return Result<Settled>(Settled::kRunAgain); };
  return std::visit(
      Overload{
          [&](const sql::CreateIndex& create) {
            return settle_create(session, plan, step, create);
          },
          [&](const sql::Drop& drop) { return settle_drop(session, plan, step, drop); },
          [&](const sql::Vacuum&) { return again(); },
          [&](const sql::Reindex&) { return again(); },
          [&](const sql::Cluster&) { return again(); },
          [&](const sql::RefreshMaterializedView&) { return again(); },
          [&](const sql::AlterSystem&) { return again(); },
          [&](const sql::SetVariable&) { return again(); },
          [&](const sql::Discard&) { return again(); },
          [&](const auto&) { return Result<Settled>(unknown(plan, step)); },
      },
      statement->node);
}

Result<std::vector<std::string>> invalid_indexes(Session& session) {
  const Result<Rows> rows = session.query(
      "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
      " FROM pg_catalog.pg_index i"
      " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " WHERE NOT i.indisvalid AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a"
      "  JOIN pg_catalog.pg_locks l ON l.pid = a.pid WHERE l.relation = i.indexrelid"
      "  AND a.pid <> pg_catalog.pg_backend_pid())"
      " ORDER BY 1");
  if (!rows) return rows.error();
  std::vector<std::string> names;
  for (const auto& row : rows->rows) names.push_back(row.front().value_or(""));
  return names;
}

}  // namespace ashlar::runtime
