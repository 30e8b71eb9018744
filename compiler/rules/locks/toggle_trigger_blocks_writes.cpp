#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_toggle_trigger_blocks_writes(const StatementContext& context, Diagnostics& diagnostics) {
  for_each_alteration<sql::SetTriggerState>(
      context, [&](const Alteration& alteration, const sql::SetTriggerState& change) {
        if (change.rule) return;
        report(context,
               {alteration.action->span,
                fmt::format("nobody can write to `{}` until the transaction that switches the "
                            "trigger ends",
                            shown(context, *alteration.table)),
                "for a bulk load, SET LOCAL session_replication_role = replica switches triggers "
                "off for one session alone, without a lock"},
               diagnostics);
      });
}

}  // namespace ashlar::rules
