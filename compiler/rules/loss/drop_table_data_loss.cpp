#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_table_data_loss(const StatementContext& context, Diagnostics& diagnostics) {
  CountedLosses losses = counted_losses(context, effects::LossKind::kTable);
  // A schema that goes with its tables is the business of drop-schema-data-loss.
  if (!counted_losses(context, effects::LossKind::kSchema).named.empty()) losses.reached.clear();
  report_losses(context, losses,
                {"table {} is gone with all its rows",
                 "rename it first and drop it some releases later; when its rows are really not "
                 "needed, say so with an allow",
                 "CASCADE takes {} along, with all rows"},
                diagnostics);
}

}  // namespace ashlar::rules
