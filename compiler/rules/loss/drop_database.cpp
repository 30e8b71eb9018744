#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_database(const StatementContext& context, Diagnostics& diagnostics) {
  report_named_losses(context, effects::LossKind::kDatabase,
                      {.message = "database {} is gone with everything in it",
                       .help = "drop databases by hand, outside of migrations"},
                      diagnostics);
}

}  // namespace ashlar::rules
