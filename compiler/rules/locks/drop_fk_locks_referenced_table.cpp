#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

bool drops(const sql::Statement& statement) {
  if (const auto* drop = std::get_if<sql::Drop>(&statement.node)) {
    return drop->kind == sql::ObjectKind::kTable;
  }
  const auto* alter = std::get_if<sql::AlterTable>(&statement.node);
  return alter != nullptr &&
         std::any_of(alter->actions.begin(), alter->actions.end(), [](const auto& action) {
           return std::holds_alternative<sql::DropConstraint>(action.node) ||
                  std::holds_alternative<sql::DropColumn>(action.node);
         });
}

}  // namespace

void check_drop_fk_locks_referenced_table(const StatementContext& context,
                                          Diagnostics& diagnostics) {
  if (!drops(context.sql())) return;
  const effects::ReplayedStatement& replayed = context.statement();
  const auto& dropped = replayed.changes.dropped;
  const auto goes = [&dropped](catalog::ObjectId id) {
    return std::find(dropped.begin(), dropped.end(), id) != dropped.end();
  };
  std::set<catalog::ObjectId> told;
  for (const catalog::ObjectId id : dropped) {
    const auto* key = replayed.before.get_as<catalog::Constraint>(id);
    if (key == nullptr || key->kind != sql::ConstraintKind::kForeignKey) continue;
    const catalog::ObjectId other = key->referenced_table;
    if (other == key->table || goes(other) || !is_older_than_revision(context, other)) continue;
    if (!is_older_than_revision(context, key->table) || !told.insert(other).second) continue;
    report(context,
           {context.sql().span,
            fmt::format("dropping foreign key `{}` locks `{}` too: nobody can even read it until "
                        "the transaction ends",
                        replayed.before.get(id)->name, shown(context, *replayed.before.get(other))),
            "let it be the only thing in its transaction; the runtime's lock_timeout and retries "
            "keep the queue behind it short"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
