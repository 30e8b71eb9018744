#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/locks/window.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

bool reads_all(const effects::Effects& effects, catalog::ObjectId table) {
  const auto is_it = [table](const effects::RelationRef& relation) { return relation.id == table; };
  return std::any_of(effects.scans.begin(), effects.scans.end(), is_it) ||
         std::any_of(effects.rewrites.begin(), effects.rewrites.end(), is_it);
}

/// A foreign key is looked up by a query of its own, which no other subcommand can share.
/// (ri_triggers.c, RI_Initial_Check)
bool shares_its_scan(const sql::AlterTable& alter, const effects::ReplayedStatement& statement) {
  const catalog::Object* table = statement.before.find_relation(alter.name);
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const auto& action) {
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.node)) {
      return add->constraint.kind != sql::ConstraintKind::kForeignKey;
    }
    const auto* validate = std::get_if<sql::ValidateConstraint>(&action.node);
    if (validate == nullptr || table == nullptr) return true;
    const catalog::Object* named =
        statement.before.find_constraint(table->id, validate->constraint.text);
    const auto* constraint =
        named == nullptr ? nullptr : std::get_if<catalog::Constraint>(&named->data);
    return constraint == nullptr || constraint->kind != sql::ConstraintKind::kForeignKey;
  });
}

}  // namespace

void check_merge_alter_table(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.sql().node);
  if (alter == nullptr) return;
  const catalog::Object* table = context.statement().before.find_relation(alter->name);
  if (table == nullptr || !is_older_than_revision(context, table->id)) return;
  if (!reads_all(context.statement().effects, table->id)) return;
  if (!shares_its_scan(*alter, context.statement())) return;
  const auto readers = context.window->readers.find(table->id);
  if (readers == context.window->readers.end()) return;
  for (const std::size_t i : readers->second) {
    if (i >= context.index) return;
    const effects::ReplayedStatement& earlier = context.replay->statements[i];
    const auto* other = std::get_if<sql::AlterTable>(&earlier.statement->sql.node);
    if (other == nullptr || !shares_its_scan(*other, earlier)) continue;
    report(
        context,
        {context.sql().span,
         fmt::format("`{}` is gone through once more: one ALTER TABLE with both subcommands goes "
                     "through it once",
                     shown(context, *table)),
         "join the subcommands with a comma",
         {{"the other one is here", context.revision->location(earlier.statement->sql.span)}}},
        diagnostics);
    return;
  }
}

}  // namespace ashlar::rules
