#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_type(const StatementContext& context, Diagnostics& diagnostics) {
  report_named_losses(context, effects::LossKind::kType,
                      {.message = "type {} is gone: what clients cast to it fails",
                       .help = "when no client names it any more, say so with an allow"},
                      diagnostics);
}

}  // namespace ashlar::rules
