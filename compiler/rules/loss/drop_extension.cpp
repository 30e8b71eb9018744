#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_extension(const StatementContext& context, Diagnostics& diagnostics) {
  report_named_losses(context, effects::LossKind::kExtension,
                      {.message = "extension {} goes with its types, functions and operators",
                       .help = "drop it when nothing uses it any more, and say so with an allow"},
                      diagnostics);
}

}  // namespace ashlar::rules
