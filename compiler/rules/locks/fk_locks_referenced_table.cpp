#include <fmt/format.h>
#include <set>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

/// Foreign keys that the statement adds, at columns too.
std::vector<const sql::Constraint*> added_foreign_keys(const sql::Statement& statement) {
  std::vector<const sql::Constraint*> keys;
  const auto look = [&keys](const std::vector<sql::Constraint>& constraints) {
    for (const sql::Constraint& constraint : constraints) {
      if (constraint.kind == sql::ConstraintKind::kForeignKey) keys.push_back(&constraint);
    }
  };
  if (const auto* create = std::get_if<sql::CreateTable>(&statement.node)) {
    look(create->constraints);
    for (const sql::ColumnDefinition& column : create->columns) look(column.constraints);
  }
  if (const auto* alter = std::get_if<sql::AlterTable>(&statement.node)) {
    for (const sql::TableAction& action : alter->actions) {
      if (const auto* add = std::get_if<sql::AddColumn>(&action.node))
        look(add->column.constraints);
      const auto* add = std::get_if<sql::AddConstraint>(&action.node);
      if (add != nullptr && add->constraint.kind == sql::ConstraintKind::kForeignKey) {
        keys.push_back(&add->constraint);
      }
    }
  }
  return keys;
}

sql::QualifiedName altered_table(const sql::Statement& statement) {
  const auto* alter = std::get_if<sql::AlterTable>(&statement.node);
  return alter == nullptr ? sql::QualifiedName() : alter->name;
}

}  // namespace

void check_fk_locks_referenced_table(const StatementContext& context, Diagnostics& diagnostics) {
  const catalog::Catalog& before = context.statement().before;
  const catalog::Object* own = before.find_relation(altered_table(context.sql()));
  std::set<catalog::ObjectId> told;
  for (const sql::Constraint* key : added_foreign_keys(context.sql())) {
    const catalog::Object* referenced = before.find_relation(key->referenced_table);
    if (referenced == nullptr || referenced == own) continue;
    if (!is_older_than_revision(context, referenced->id)) continue;
    if (!told.insert(referenced->id).second) continue;
    report(context,
           {key->referenced_table.span.empty() ? key->span : key->referenced_table.span,
            fmt::format("the foreign key locks `{}` too: nobody can write to it until the "
                        "transaction ends",
                        shown(context, *referenced)),
            "let it be the only thing in its transaction; the runtime's lock_timeout and retries "
            "keep the queue behind it short"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
