#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_type(const StatementContext& context, Diagnostics& diagnostics) {
  const LossWords words{"type {} is gone: what clients cast to it fails",
                        "when no client names it any more, say so with an allow"};
  for (const effects::Loss* loss : counted_losses(context, effects::LossKind::kType).named) {
    if (is_replaced(context, *loss, catalog::NameSpace::kType)) continue;
    diagnostics.push_back(loss_finding(context, *loss, words));
  }
}

}  // namespace ashlar::rules
