#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"

namespace ashlar::rules {

// The catalog tells of each construct once in a history (catalog::Applied::not_modelled).
void check_not_modelled(const StatementContext& context, Diagnostics& diagnostics) {
  if (context.effect != nullptr) return;
  const effects::ReplayedStatement& replayed = context.statement();
  for (const std::string& what : replayed.not_modelled) {
    Diagnostic diagnostic;
    diagnostic.message = fmt::format("the catalog does not follow {}", what);
    diagnostic.location = context.revision->location(replayed.statement->sql.span);
    diagnostic.help = "nothing to do: later findings do not build on what it may have changed";
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
