#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_truncate_cascade_reaches(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* truncate = std::get_if<sql::Truncate>(&context.sql().node);
  if (truncate == nullptr || truncate->behavior != sql::DropBehavior::kCascade) return;
  std::vector<std::string> names;
  for (const effects::Loss* loss : counted_losses(context, effects::LossKind::kRows).reached) {
    names.push_back(loss->name);
  }
  if (names.empty()) return;
  Diagnostic diagnostic;
  diagnostic.message = fmt::format("CASCADE empties {} too", list_names(names));
  diagnostic.location = context.revision->location(context.sql().span);
  diagnostic.help = "name every table that is to be emptied and leave CASCADE out";
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::rules
