#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_detach_partition_blocks(const StatementContext& context, Diagnostics& diagnostics) {
  constexpr int kFirstWithConcurrently = 14;
  for_each_alteration<sql::DetachPartition>(context, [&](const Alteration& alteration,
                                                         const sql::DetachPartition& detach) {
    if (detach.concurrently || detach.finalize) return;
    const bool can = context.revision->settings->postgres >= kFirstWithConcurrently;
    report(context,
           {alteration.action->span,
            fmt::format("detaching a partition locks `{}`: nobody can even read it until the "
                        "transaction ends",
                        shown(context, *alteration.table)),
            can ? "DETACH PARTITION … CONCURRENTLY lets reads and writes go on; it runs outside "
                  "a transaction"
                : "let it be the only thing in its transaction"},
           diagnostics);
  });
}

}  // namespace ashlar::rules
