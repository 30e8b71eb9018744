
#include <algorithm>
#include <string>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/fixing/places.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

/// Takes the annotation away: its whole line where it stands alone, else its words.
Edit remove_mode(const StatementContext& context, Span mode) {
  const std::string_view text =
      (*context.revision->sources)[context.revision->revision->source.file].text;
  const std::size_t line_end = std::min(text.find('\n', mode.end), text.size());
  const std::size_t newline = text.rfind('\n', mode.begin);
  const std::size_t line_begin = newline == std::string_view::npos ? 0 : newline + 1;
  std::string_view before = text.substr(line_begin, mode.begin - line_begin);
  std::string words;
  for (const char c : before) {
    if (c != ' ' && c != '\t') words += c;
  }
  if (words == "--migrate:" || words == "--migrate:transaction" || words.empty()) {
    const std::size_t end = std::min(line_end + 1, text.size());
    return {context.revision->location(
                {static_cast<std::uint32_t>(line_begin), static_cast<std::uint32_t>(end)}),
            ""};
  }
  std::uint32_t begin = mode.begin;
  while (begin > line_begin && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  return {context.revision->location({begin, mode.end}), ""};
}

}  // namespace

void check_concurrently_in_transaction(const StatementContext& context, Diagnostics& diagnostics) {
  const effects::ReplayedStatement& statement = context.statement();
  if (statement.effects.transactionality != effects::Transactionality::kForbidden) return;
  if (std::holds_alternative<sql::AlterEnum>(context.sql().node)) return;  // a rule of its own
  if (context.inside != nullptr) {
    report(context,
           {context.sql().span, "PostgreSQL refuses this statement inside a function or DO block",
            "write it as a statement of the file: it gets a step of its own"},
           diagnostics);
    return;
  }
  const grammar::Section& section = *statement.section;
  if (!forces_transaction(section)) return;
  Diagnostic diagnostic;
  diagnostic.message =
      "PostgreSQL refuses this statement inside a transaction, and the section "
      "is forced into one";
  diagnostic.location = context.revision->location(context.sql().span);
  if (section.wrapped_in_transaction) {
    diagnostic.help = "take BEGIN and COMMIT away: each step gets the transaction that it can have";
  } else {
    diagnostic.help = "take `transaction on` away: each step gets the transaction that it can have";
    if (!section.transaction_span.empty()) {
      diagnostic.notes.push_back(
          {"forced here", context.revision->location(section.transaction_span)});
      diagnostic.fixes.push_back(
          {"remove `transaction on`", true, {remove_mode(context, section.transaction_span)}});
    }
  }
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::rules
