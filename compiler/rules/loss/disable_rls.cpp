#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/written_table.h"

namespace ashlar::rules {
namespace {

/// What the action gives up of what the table had before the revision: a down section may take back
/// what the up section gave. Empty where that is nothing.
std::string_view given_up(const StatementContext& context, const sql::SetRowSecurity& action,
                          const sql::QualifiedName& name) {
  const catalog::Object* table = context.statement().before.find_relation(name);
  const auto* data =
      table == nullptr ? nullptr : context.revision->up->before.get_as<catalog::Table>(table->id);
  switch (action.state) {
    case sql::RowSecurity::kDisable:
      if (data != nullptr && !data->row_security) return {};
      return "without row security everyone who may read the table sees all rows of";
    case sql::RowSecurity::kNoForce:
      if (data != nullptr && !data->force_row_security) return {};
      return "no policy holds for the owner any more, who sees all rows of";
    case sql::RowSecurity::kEnable:
    case sql::RowSecurity::kForce:
      break;
  }
  return {};
}

}  // namespace

void check_disable_rls(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.sql().node);
  if (alter == nullptr) return;
  for (const sql::TableAction& action : alter->actions) {
    const auto* security = std::get_if<sql::SetRowSecurity>(&action.node);
    if (security == nullptr || !may_hold_older_rows(context, alter->name)) continue;
    const std::string_view lost = given_up(context, *security, alter->name);
    if (lost.empty()) continue;
    Diagnostic diagnostic;
    diagnostic.message = fmt::format("{} `{}`", lost, table_name(context, alter->name));
    diagnostic.location = context.revision->location(action.span);
    diagnostic.help = "keep it on and write a policy that lets through what is meant to pass";
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
