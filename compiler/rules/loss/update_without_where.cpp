#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/written_table.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_update_without_where(const StatementContext& context, Diagnostics& diagnostics) {
  if (context.statement().statement->batches) return;  // not in one transaction
  for (const sql::QualifiedName& table : wholly_updated(context.sql())) {
    if (!may_hold_older_rows(context, table)) continue;
    report(context,
           {context.sql().span,
            fmt::format("UPDATE without WHERE rewrites every row of `{}` in one transaction",
                        table_name(context, table)),
            "update in batches, in a revision of its own; when the table is small, say so with an "
            "allow"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
