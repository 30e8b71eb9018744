#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/locks/matview_keys.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_refresh_matview_concurrently_needs_unique(const StatementContext& context,
                                                     Diagnostics& diagnostics) {
  const auto* refresh = std::get_if<sql::RefreshMaterializedView>(&context.sql().node);
  if (refresh == nullptr || !refresh->concurrently) return;
  const catalog::Catalog& before = context.statement().before;
  const catalog::Object* view = before.find_relation(refresh->view);
  if (view == nullptr || before.has_doubts()) return;
  const auto* data = std::get_if<catalog::View>(&view->data);
  if (data == nullptr || !data->materialized || has_usable_key(before, view->id)) return;
  report(context,
         {refresh->view.span,
          fmt::format("this fails: `{}` has no unique index over columns and all rows",
                      shown(context, *view)),
          "CREATE UNIQUE INDEX on it first",
          {}},
         diagnostics);
}

}  // namespace ashlar::rules
