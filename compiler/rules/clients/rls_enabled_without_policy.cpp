#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_rls_enabled_without_policy(const StatementContext& context, Diagnostics& diagnostics) {
  if (context.direction != versions::Direction::kUp) return;
  const auto* alter = std::get_if<sql::AlterTable>(&context.sql().node);
  if (alter == nullptr) return;
  const catalog::Object* table = context.statement().before.find_relation(alter->name);
  if (table == nullptr) return;
  for (const sql::TableAction& action : alter->actions) {
    const auto* change = std::get_if<sql::SetRowSecurity>(&action.node);
    if (change == nullptr || change->state != sql::RowSecurity::kEnable) continue;
    const catalog::Catalog& after = context.replay->after;
    const auto* then = after.get_as<catalog::Table>(table->id);
    if (then == nullptr || !then->row_security || after.has_doubts()) continue;
    const std::vector<const catalog::Object*> parts = after.parts_of(table->id);
    const bool has_policy = std::any_of(parts.begin(), parts.end(), [](const auto* part) {
      return std::holds_alternative<catalog::Policy>(part->data);
    });
    if (has_policy) continue;
    report(context,
           {action.span,
            fmt::format("without a policy, everybody but the owner sees no row of `{}`",
                        shown(context, *table)),
            "create its policies in the same revision"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
