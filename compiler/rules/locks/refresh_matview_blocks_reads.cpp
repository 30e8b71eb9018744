#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/locks/concurrently.h"
#include "compiler/rules/locks/matview_keys.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

/// Unlike its kin it may run in a transaction; the view must hold rows already.
std::optional<Fix> refresh_concurrently(const StatementContext& context,
                                        const sql::RefreshMaterializedView& refresh,
                                        const catalog::Object& view) {
  const auto* data = std::get_if<catalog::View>(&view.data);
  const bool can = data != nullptr && data->materialized && data->populated && refresh.with_data &&
                   has_usable_key(context.statement().before, view.id);
  if (!can) return std::nullopt;
  std::optional<Fix> fix = add_concurrently(context, "view");
  if (fix) fix->safe = true;
  return fix;
}

}  // namespace

void check_refresh_matview_blocks_reads(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* refresh = std::get_if<sql::RefreshMaterializedView>(&context.sql().node);
  if (refresh == nullptr || refresh->concurrently) return;
  const catalog::Object* view = context.statement().before.find_relation(refresh->view);
  if (view == nullptr || !is_older_than_revision(context, view->id)) return;
  report(context,
         {context.sql().span,
          fmt::format("nobody can read `{}` until it is filled again", shown(context, *view)),
          "REFRESH MATERIALIZED VIEW CONCURRENTLY lets reads go on; it needs a unique index on the "
          "view",
          {},
          refresh_concurrently(context, *refresh, *view)},
         diagnostics);
}

}  // namespace ashlar::rules
