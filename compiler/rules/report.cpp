#include "compiler/rules/report.h"

#include <utility>

namespace ashlar::rules {

void report(const RevisionContext& context, Report said, Diagnostics& diagnostics) {
  Diagnostic diagnostic;
  diagnostic.message = std::move(said.message);
  diagnostic.location = context.location(said.where);
  diagnostic.help = std::move(said.help);
  diagnostic.notes = std::move(said.notes);
  if (said.fix) diagnostic.fixes.push_back(std::move(*said.fix));
  diagnostics.push_back(std::move(diagnostic));
}

void report(const StatementContext& context, Report said, Diagnostics& diagnostics) {
  report(*context.revision, std::move(said), diagnostics);
}

std::vector<Note> made_note(const catalog::Origin& origin, std::string message) {
  if (origin.revision == 0 || origin.where.span.empty()) return {};
  return {{std::move(message), origin.where}};
}

std::string shown(const StatementContext& context, const catalog::Object& object) {
  return catalog::display_name(context.statement().before, object);
}

}  // namespace ashlar::rules
