#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_type_change_rewrite(const StatementContext& context, Diagnostics& diagnostics) {
  for_each_alteration<sql::AlterColumnType>(
      context, [&](const Alteration& alteration, const sql::AlterColumnType& change) {
        if (effects_of(context, alteration).rewrites.empty()) return;
        report(context,
               {alteration.action->span,
                fmt::format("the new type of `{}` writes all of `{}` anew under the strongest lock",
                            change.column.text, shown(context, *alteration.table)),
                "add a column of the new type, fill it in batches, then swap the names"},
               diagnostics);
      });
}

}  // namespace ashlar::rules
