#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

/// What REFRESH … CONCURRENTLY matches rows by (src/backend/commands/matview.c,
/// is_usable_unique_index): columns only, all rows.
bool tells_rows_apart(const catalog::Object& part) {
  const auto* index = std::get_if<catalog::Index>(&part.data);
  return index != nullptr && index->unique && index->valid && index->predicate.empty() &&
         std::all_of(index->keys.begin(), index->keys.end(),
                     [](const catalog::IndexKey& key) { return key.column != 0; });
}

}  // namespace

void check_refresh_matview_concurrently_needs_unique(const StatementContext& context,
                                                     Diagnostics& diagnostics) {
  const auto* refresh = std::get_if<sql::RefreshMaterializedView>(&context.sql().node);
  if (refresh == nullptr || !refresh->concurrently) return;
  const catalog::Catalog& before = context.statement().before;
  const catalog::Object* view = before.find_relation(refresh->view);
  if (view == nullptr || before.has_doubts()) return;
  const auto* data = std::get_if<catalog::View>(&view->data);
  if (data == nullptr || !data->materialized) return;
  const std::vector<const catalog::Object*> parts = before.parts_of(view->id);
  const bool has_key = std::any_of(parts.begin(), parts.end(), [](const catalog::Object* part) {
    return tells_rows_apart(*part);
  });
  if (has_key) return;
  report(context,
         {refresh->view.span,
          fmt::format("this fails: `{}` has no unique index over columns and all rows",
                      shown(context, *view)),
          "CREATE UNIQUE INDEX on it first",
          {}},
         diagnostics);
}

}  // namespace ashlar::rules
