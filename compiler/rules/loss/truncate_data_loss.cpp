#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_truncate_data_loss(const StatementContext& context, Diagnostics& diagnostics) {
  if (!std::holds_alternative<sql::Truncate>(context.sql().node)) return;
  report_named_losses(context, effects::LossKind::kRows,
                      {.message = "all rows of {} are gone",
                       .help = "when they are really not needed, say so with an allow"},
                      diagnostics);
}

}  // namespace ashlar::rules
