#include "compiler/rules/report.h"

#include <utility>

namespace ashlar::rules {

void report(const StatementContext& context, Report said, Diagnostics& diagnostics) {
  Diagnostic diagnostic;
  diagnostic.message = std::move(said.message);
  diagnostic.location = context.revision->location(said.where);
  diagnostic.help = std::move(said.help);
  diagnostic.notes = std::move(said.notes);
  diagnostics.push_back(std::move(diagnostic));
}

std::string shown(const StatementContext& context, const catalog::Object& object) {
  return catalog::display_name(context.statement().before, object);
}

}  // namespace ashlar::rules
