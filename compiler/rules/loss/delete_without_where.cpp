#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/written_table.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_delete_without_where(const StatementContext& context, Diagnostics& diagnostics) {
  if (context.statement().statement->batches) return;  // not in one transaction
  for (const sql::QualifiedName& table : wholly_deleted(context.sql())) {
    if (!may_hold_older_rows(context, table)) continue;
    report(
        context,
        {context.sql().span,
         fmt::format("DELETE without WHERE removes every row of `{}`", table_name(context, table)),
         "say which rows, and delete many in batches; when all are meant, say so with an allow"},
        diagnostics);
  }
}

}  // namespace ashlar::rules
