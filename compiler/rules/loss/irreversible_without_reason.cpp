#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/fixing/derived_down.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

using annotations::SectionKind;

/// True where the section holds more than blanks and comments. Statements with syntax errors are
/// not among its statements, but they are there.
bool holds_text(const RevisionContext& context, const grammar::Section& section) {
  if (!section.statements.empty()) return true;
  return !section.wrapped_in_transaction && !postgres::scan(context.text(section.body)).empty();
}

}  // namespace

void check_irreversible_without_reason(const RevisionContext& context, Diagnostics& diagnostics) {
  const grammar::Source& source = context.revision->source;
  if (source.irreversible) return;
  const grammar::Section* up = nullptr;
  const grammar::Section* empty_down = nullptr;
  for (const grammar::Section& section : source.sections) {
    if (section.kind == SectionKind::kUp && up == nullptr && !section.statements.empty()) {
      up = &section;
    }
    if (section.kind != SectionKind::kDown) continue;
    if (holds_text(context, section)) return;
    empty_down = &section;
  }
  if (up == nullptr) return;
  Diagnostic diagnostic;
  diagnostic.message = empty_down != nullptr
                           ? "the down section is empty: there is no way back through this revision"
                           : "no down section: there is no way back through this revision";
  const grammar::Section* at = empty_down != nullptr ? empty_down : up;
  const Span line = at->annotation.empty() ? at->statements.front().sql.span : at->annotation;
  diagnostic.location = context.location(line);
  diagnostic.help =
      "write the statements that undo it below `-- migrate:down` (`ashlar lint --fix` derives "
      "them), or put `-- migrate:irreversible REASON` there";
  if (context.fixes == Fixes::kAll) {
    if (std::optional<Fix> fix = write_down(context, empty_down)) {
      diagnostic.fixes.push_back(std::move(*fix));
    }
  }
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::rules
