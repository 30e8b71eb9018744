#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_table_data_loss(const StatementContext& context, Diagnostics& diagnostics) {
  // A schema that goes with its tables is the business of drop-schema-data-loss.
  const bool schema = !counted_losses(context, effects::LossKind::kSchema).named.empty();
  const CountedLosses losses = counted_losses(context, effects::LossKind::kTable);
  const LossWords words{"table {} is gone with all its rows",
                        "rename it first and drop it some releases later; when its rows are "
                        "really not needed, say so with an allow"};
  for (const effects::Loss* loss : losses.named) {
    diagnostics.push_back(loss_finding(context, *loss, words));
  }
  if (losses.reached.empty() || schema) return;
  std::vector<std::string> names;
  for (const effects::Loss* loss : losses.reached) names.push_back(loss->name);
  if (!losses.named.empty()) {
    diagnostics.back().notes.push_back({fmt::format("{} goes with it", list_names(names)), {}});
    return;
  }
  Diagnostic diagnostic = loss_finding(context, *losses.reached.front(), words);
  diagnostic.message = fmt::format("CASCADE takes {} along, with all rows", list_names(names));
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::rules
