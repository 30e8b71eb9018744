#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

void check_drop_matview(const StatementContext& context, Diagnostics& diagnostics) {
  const LossWords words{
      "materialized view {} and its contents are gone until it is created and filled again",
      "when nobody reads it any more, say so with an allow"};
  for (const effects::Loss* loss :
       counted_losses(context, effects::LossKind::kMaterializedView).named) {
    if (is_replaced(context, *loss, catalog::NameSpace::kRelation)) continue;
    diagnostics.push_back(loss_finding(context, *loss, words));
  }
}

}  // namespace ashlar::rules
