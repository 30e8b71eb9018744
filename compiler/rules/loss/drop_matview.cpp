#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_matview(const StatementContext& context, Diagnostics& diagnostics) {
  report_named_losses(
      context, effects::LossKind::kMaterializedView,
      {.message =
           "materialized view {} and its contents are gone until it is created and filled again",
       .help = "when nobody reads it any more, say so with an allow"},
      diagnostics);
}

}  // namespace ashlar::rules
