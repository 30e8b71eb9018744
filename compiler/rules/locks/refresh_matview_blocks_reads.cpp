#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_refresh_matview_blocks_reads(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* refresh = std::get_if<sql::RefreshMaterializedView>(&context.sql().node);
  if (refresh == nullptr || refresh->concurrently) return;
  const catalog::Object* view = context.statement().before.find_relation(refresh->view);
  if (view == nullptr || !is_older_than_revision(context, view->id)) return;
  report(context,
         {context.sql().span,
          fmt::format("nobody can read `{}` until it is filled again", shown(context, *view)),
          "REFRESH MATERIALIZED VIEW CONCURRENTLY lets reads go on; it needs a unique index on the "
          "view"},
         diagnostics);
}

}  // namespace ashlar::rules
