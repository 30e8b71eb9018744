#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_sequence(const StatementContext& context, Diagnostics& diagnostics) {
  report_named_losses(context, effects::LossKind::kSequence,
                      {.message = "sequence {} and its position are gone: made again, it starts "
                                  "over and gives numbers twice",
                       .help = "when nothing draws from it any more, say so with an allow"},
                      diagnostics);
}

}  // namespace ashlar::rules
