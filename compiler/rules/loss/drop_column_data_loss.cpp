#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_column_data_loss(const StatementContext& context, Diagnostics& diagnostics) {
  const CountedLosses losses = counted_losses(context, effects::LossKind::kColumn);
  const LossWords words{"column {} is gone with its values",
                        "let no release read or write it any more, then drop it; when its values "
                        "are really not needed, say so with an allow"};
  for (const effects::Loss* loss : losses.named) {
    diagnostics.push_back(loss_finding(context, *loss, words));
  }
  if (losses.reached.empty()) return;
  std::vector<std::string> names;
  for (const effects::Loss* loss : losses.reached) names.push_back(loss->name);
  if (!losses.named.empty()) {
    diagnostics.back().notes.push_back({fmt::format("{} goes with it", list_names(names)), {}});
    return;
  }
  // The columns of a dropped type, or of one that a dropped schema or extension holds.
  Diagnostic diagnostic = loss_finding(context, *losses.reached.front(), words);
  diagnostic.message = fmt::format("CASCADE takes {} along, with all values", list_names(names));
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::rules
