#include <algorithm>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "compiler/rules/checks.h"
#include "compiler/rules/names/spelled_names.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

using Statements = std::vector<grammar::Statement>;

/// `SET ROLE NONE` and `SET SESSION AUTHORIZATION DEFAULT` set back what RESET does.
bool is_reset(const sql::SetVariable& set) {
  return set.reset || (set.name == "role" && set.values == std::vector<std::string>{"none"});
}

bool is_of_transaction(const sql::SetVariable& set) {
  return set.local || set.name == "transaction" || set.name == "transaction snapshot";
}

/// True where the statement sets `name` back. RESET ALL leaves the role as it is (manual, RESET).
bool sets_back(const sql::Statement& statement, const std::string& name) {
  const auto* set = std::get_if<sql::SetVariable>(&statement.node);
  if (set == nullptr || !is_reset(*set)) return false;
  const bool of_role = name == "role" || name == "session authorization";
  return set->name == name || (set->name == "all" && !of_role);
}

/// True where the section itself sets the variable back later, and before it sets it again.
bool is_set_back(const Statements& statements, std::size_t index, const std::string& name) {
  for (std::size_t i = index + 1; i < statements.size(); ++i) {
    if (sets_back(statements[i].sql, name)) return true;
  }
  return false;
}

/// True where all statements of the section run in one transaction: LOCAL then lasts to its end.
bool is_one_transaction(const RevisionContext& context, const grammar::Section& section) {
  const effects::Replay* replay =
      section.kind == annotations::SectionKind::kUp ? context.up : context.down;
  const bool runs = section.kind == annotations::SectionKind::kUp ||
                    section.kind == annotations::SectionKind::kDown;
  return runs && replay != nullptr && replay->steps.size() == 1 &&
         replay->steps.front().transactional;
}

std::optional<Fix> make_local(const RevisionContext& context, const grammar::Section& section,
                              Span statement) {
  const auto tokens = postgres::scan(context.text(statement), statement.begin);
  if (tokens.size() < 3) return std::nullopt;
  const auto word = [&](std::size_t i) {
    return sql::identifier_text(context.text(tokens[i].span));
  };
  Fix fix;
  fix.message = "add LOCAL";
  fix.safe = is_one_transaction(context, section);
  if (word(1) == "session" && word(2) != "authorization") {
    if (word(2) == "characteristics") return std::nullopt;
    fix.edits.push_back({context.location(tokens[1].span), "LOCAL"});
  } else {
    const std::uint32_t behind = tokens[0].span.end;
    fix.edits.push_back({context.location({behind, behind}), " LOCAL"});
  }
  return fix;
}

/// The `false` that ends the arguments of a set_config call, where it stands there as a word.
std::optional<Span> is_local_argument(const RevisionContext& context, Span call_to_end) {
  std::size_t depth = 0;
  std::optional<Span> last;
  for (const auto& token : postgres::scan(context.text(call_to_end), call_to_end.begin)) {
    const std::string_view word = context.text(token.span);
    if (word == "(") ++depth;
    if (word == ")" && --depth == 0) break;
    last = token.span;
  }
  if (!last || sql::identifier_text(context.text(*last)) != "false") return std::nullopt;
  return last;
}

Diagnostic leak(const RevisionContext& context, std::string message, Span where) {
  Diagnostic diagnostic;
  diagnostic.message = std::move(message);
  diagnostic.location = context.location(where);
  return diagnostic;
}

void check_set(const RevisionContext& context, const grammar::Section& section, std::size_t index,
               const sql::SetVariable& set, Diagnostics& diagnostics) {
  if (is_reset(set) || is_of_transaction(set)) return;
  if (is_set_back(section.statements, index, set.name)) return;
  const Span span = section.statements[index].sql.span;
  Diagnostic diagnostic =
      leak(context,
           fmt::format("`{}` stays set after this revision, for whatever the session runs next",
                       set.name),
           span);
  diagnostic.help = "SET LOCAL lasts to the end of the transaction; or RESET it in this section";
  if (auto fix = make_local(context, section, span)) diagnostic.fixes.push_back(std::move(*fix));
  diagnostics.push_back(std::move(diagnostic));
}

void check_calls(const RevisionContext& context, const grammar::Section& section, std::size_t index,
                 const sql::Select& select, Diagnostics& diagnostics) {
  const Span statement = section.statements[index].sql.span;
  for (const sql::FunctionCall& call : select.query.references.functions) {
    if (!call.name.schema.empty() && call.name.schema.text != "pg_catalog") continue;
    if (call.name.name.text == "pg_advisory_unlock_all") {
      Diagnostic diagnostic =
          leak(context, "pg_advisory_unlock_all() gives up the runner's own lock", call.span);
      diagnostic.help = "unlock by key what the migration locked";
      diagnostics.push_back(std::move(diagnostic));
    }
    if (call.name.name.text != "set_config" || call.argument_count != 3) continue;
    const std::string variable = call.first_literal.value_or("a setting");
    const auto is_local = is_local_argument(context, {call.span.begin, statement.end});
    if (!is_local || is_set_back(section.statements, index, variable)) continue;
    Diagnostic diagnostic =
        leak(context,
             fmt::format("`{}` stays set after this revision, for whatever the session runs next",
                         variable),
             statement);
    diagnostic.help = "set_config(…, true) lasts to the end of the transaction";
    diagnostic.fixes.push_back({"make it local to the transaction",
                                is_one_transaction(context, section),
                                {{context.location(*is_local), "true"}}});
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace

void check_session_state_leak(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const grammar::Section& section : context.revision->source.sections) {
    for (std::size_t i = 0; i < section.statements.size(); ++i) {
      const sql::Statement& statement = section.statements[i].sql;
      if (const auto* set = std::get_if<sql::SetVariable>(&statement.node)) {
        check_set(context, section, i, *set, diagnostics);
      } else if (const auto* select = std::get_if<sql::Select>(&statement.node)) {
        check_calls(context, section, i, *select, diagnostics);
      } else if (const auto* discard = std::get_if<sql::Discard>(&statement.node)) {
        if (discard->what != "all") continue;
        Diagnostic diagnostic = leak(
            context, "DISCARD ALL gives up the runner's own lock and settings", statement.span);
        diagnostic.help = "RESET what the migration set, by name";
        diagnostics.push_back(std::move(diagnostic));
      }
    }
  }
}

}  // namespace ashlar::rules
