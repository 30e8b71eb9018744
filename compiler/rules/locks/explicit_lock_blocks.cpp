#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_explicit_lock_blocks(const StatementContext& context, Diagnostics& diagnostics) {
  if (!std::holds_alternative<sql::LockTable>(context.sql().node)) return;
  for (const effects::Lock& lock : context.statement().effects.locks) {
    if (lock.mode < effects::LockMode::kShare || !lock.named) continue;
    if (!is_older_than_revision(context, lock.relation.id)) continue;
    const bool reads = lock.mode == effects::LockMode::kAccessExclusive;
    report(context,
           {context.sql().span,
            fmt::format("LOCK TABLE keeps everybody from {} `{}` until the transaction ends",
                        reads ? "using" : "writing to", lock.relation.name),
            "leave locks to the statements that need them, or take the weakest mode that will do"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
