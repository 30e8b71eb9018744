#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/fixing/validate_later.h"
#include "compiler/rules/locks/window.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_validate_in_add_transaction(const StatementContext& context, Diagnostics& diagnostics) {
  const std::span<const HeldLock> held = held_before(context.window->strong, context);
  for_each_alteration<sql::ValidateConstraint>(
      context, [&](const Alteration& alteration, const sql::ValidateConstraint& validate) {
        if (effects_of(context, alteration).scans.empty()) return;
        const auto own = std::find_if(held.begin(), held.end(), [&](const HeldLock& each) {
          return each.lock->relation.id == alteration.table->id;
        });
        if (own == held.end()) return;
        report(
            context,
            {alteration.action->span,
             fmt::format("`{}` is validated in the transaction that holds a strong lock on `{}`: "
                         "reading all rows under it is what NOT VALID was to spare",
                         validate.constraint.text, shown(context, *alteration.table)),
             "validate it in a revision of its own, or end the transaction between the two",
             {{"the lock is taken here",
               context.revision->location(own->taker->statement->sql.span)}},
             move_validation(context, alteration, validate)},
            diagnostics);
      });
}

}  // namespace ashlar::rules
