#include "compiler/rules/checks.h"
#include "compiler/rules/loss/written_table.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_invalid_index_kept_by_if_not_exists(const StatementContext& context,
                                               Diagnostics& diagnostics) {
  const auto* create = std::get_if<sql::CreateIndex>(&context.sql().node);
  if (create == nullptr || !create->concurrently || !create->if_not_exists) return;
  if (!may_hold_older_rows(context, create->table)) return;
  report(
      context,
      {context.sql().span,
       "where an earlier try failed, IF NOT EXISTS takes the invalid index that it left for the "
       "one that is wanted",
       "leave IF NOT EXISTS away: the runtime drops what a failed try of its own left, and tries "
       "again"},
      diagnostics);
}

}  // namespace ashlar::rules
