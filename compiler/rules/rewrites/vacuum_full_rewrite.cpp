#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_vacuum_full_rewrite(const StatementContext& context, Diagnostics& diagnostics) {
  if (!std::holds_alternative<sql::Vacuum>(context.sql().node)) return;
  for (const effects::RelationRef& relation : context.statement().effects.rewrites) {
    if (!is_older_than_revision(context, relation.id)) continue;
    report(
        context,
        {context.sql().span,
         fmt::format(
             "VACUUM FULL writes all of `{}` anew; until it is done nobody can even read it",
             relation.name),
         "plain VACUUM lets everybody go on; tools like pg_repack shrink a table without the lock"},
        diagnostics);
  }
}

}  // namespace ashlar::rules
