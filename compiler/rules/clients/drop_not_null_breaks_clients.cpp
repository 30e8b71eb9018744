#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_drop_not_null_breaks_clients(const StatementContext& context, Diagnostics& diagnostics) {
  if (context.direction != versions::Direction::kUp) return;
  for_each_alteration<sql::SetColumnNotNull>(
      context, [&](const Alteration& alteration, const sql::SetColumnNotNull& change) {
        const auto* table = std::get_if<catalog::Table>(&alteration.table->data);
        const catalog::Column* column =
            table == nullptr ? nullptr : catalog::find_column(*table, change.column.text);
        if (change.not_null || column == nullptr || !column->not_null) return;
        if (context.made_here(column->origin)) return;
        report(context,
               {alteration.action->span,
                fmt::format("clients that never met a null in `{}` of `{}` may fail on one",
                            change.column.text, shown(context, *alteration.table)),
                "release the readers that can take nulls first"},
               diagnostics);
      });
}

}  // namespace ashlar::rules
