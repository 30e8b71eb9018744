#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <string>

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

/// The columns whose type a statement changes: one ALTER TABLE changes a column's once.
std::set<std::string> retyped_columns(const sql::AlterTable& alter) {
  std::set<std::string> columns;
  for (const sql::TableAction& action : alter.actions) {
    const auto* type = std::get_if<sql::AlterColumnType>(&action.node);
    if (type != nullptr) columns.insert(type->column.text);
  }
  return columns;
}

bool share_a_column(const sql::AlterTable& a, const sql::AlterTable& b) {
  const std::set<std::string> of_b = retyped_columns(b);
  const std::set<std::string> of_a = retyped_columns(a);
  return std::any_of(of_a.begin(), of_a.end(),
                     [&of_b](const std::string& column) { return of_b.contains(column); });
}

/// What the statement's table and the objects that it makes refer to.
std::set<catalog::ObjectId> needed_by(const StatementContext& context, catalog::ObjectId table) {
  std::vector<catalog::ObjectId> touched = context.statement().changes.created;
  touched.push_back(table);
  std::set<catalog::ObjectId> needed;
  for (const catalog::ObjectId id : touched) {
    for (const catalog::Dependency& each : context.statement().after.dependencies_of(id)) {
      needed.insert(each.referenced);
    }
  }
  return needed;
}

/// True where a statement after the earlier one writes rows of the table, or makes what this one
/// refers to.
bool needs_what_is_between(const StatementContext& context, std::size_t earlier,
                           catalog::ObjectId table) {
  const std::set<catalog::ObjectId> needed = needed_by(context, table);
  const auto begin = context.replay->statements.begin();
  return std::any_of(begin + static_cast<std::ptrdiff_t>(earlier) + 1,
                     begin + static_cast<std::ptrdiff_t>(context.index),
                     [&](const effects::ReplayedStatement& between) {
                       const std::vector<effects::Lock>& locks = between.effects.locks;
                       const std::vector<catalog::ObjectId>& made = between.changes.created;
                       return std::any_of(locks.begin(), locks.end(),
                                          [table](const effects::Lock& lock) {
                                            return lock.relation.id == table &&
                                                   lock.mode == effects::LockMode::kRowExclusive;
                                          }) ||
                              std::any_of(
                                  made.begin(), made.end(),
                                  [&needed](catalog::ObjectId id) { return needed.contains(id); });
                     });
}

}  // namespace

void check_merge_alter_table(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.sql().node);
  if (alter == nullptr || context.inside != nullptr) return;
  const catalog::Object* table = context.statement().before.find_relation(alter->name);
  if (table == nullptr || !is_older_than_revision(context, table->id)) return;
  if (!reads_all(context.statement().effects, table->id)) return;
  if (!shares_its_scan(*alter, context.statement())) return;
  const auto readers = context.window->readers.find(table->id);
  if (readers == context.window->readers.end()) return;
  // The nearest first: what stands between this statement and that one stands behind those before.
  for (auto at = readers->second.rbegin(); at != readers->second.rend(); ++at) {
    if (*at >= context.index) continue;
    const effects::ReplayedStatement& earlier = context.replay->statements[*at];
    const auto* other = std::get_if<sql::AlterTable>(&earlier.statement->sql.node);
    if (other == nullptr || !shares_its_scan(*other, earlier)) continue;
    if (share_a_column(*alter, *other)) continue;
    if (needs_what_is_between(context, *at, table->id)) return;
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
