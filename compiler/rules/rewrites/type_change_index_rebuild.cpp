#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_type_change_index_rebuild(const StatementContext& context, Diagnostics& diagnostics) {
  for_each_alteration<sql::AlterColumnType>(context, [&](const Alteration& alteration,
                                                         const sql::AlterColumnType& change) {
    const effects::Effects effects = effects_of(context, alteration);
    if (!effects.rewrites.empty() || effects.builds.empty()) return;
    report(context,
           {alteration.action->span,
            fmt::format("the new type of `{}` leaves the rows of `{}` alone, but builds its "
                        "indexes anew under the strongest lock",
                        change.column.text, shown(context, *alteration.table)),
            "add a column of the new type, fill it in batches, index it CONCURRENTLY, then swap "
            "the names"},
           diagnostics);
  });
}

}  // namespace ashlar::rules
