#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_unanalysable_dynamic_sql(const StatementContext& context, Diagnostics& diagnostics) {
  if (!context.stands_in_file()) return;
  for (const catalog::Unread& unread : context.statement().unread) {
    report(context,
           {unread.where.empty() ? context.sql().span : unread.where,
            "what this runs cannot be seen: " + unread.reason,
            "say what it does in `-- migrate:effect` lines before the statement"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
