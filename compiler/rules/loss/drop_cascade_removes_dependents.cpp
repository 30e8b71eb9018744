#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {
namespace {

using catalog::DependencyKind;
using catalog::ObjectId;

bool says_cascade(const sql::Statement& statement) {
  constexpr auto kCascade = sql::DropBehavior::kCascade;
  if (const auto* drop = std::get_if<sql::Drop>(&statement.node)) {
    return drop->behavior == kCascade;
  }
  if (const auto* alter = std::get_if<sql::AlterDomain>(&statement.node)) {
    return alter->behavior == kCascade;
  }
  const auto* alter = std::get_if<sql::AlterTable>(&statement.node);
  if (alter == nullptr) return false;
  return std::any_of(alter->actions.begin(), alter->actions.end(), [](const auto& action) {
    const auto* column = std::get_if<sql::DropColumn>(&action.node);
    const auto* constraint = std::get_if<sql::DropConstraint>(&action.node);
    return (column != nullptr && column->behavior == kCascade) ||
           (constraint != nullptr && constraint->behavior == kCascade);
  });
}

/// What of `dropped` goes without CASCADE too, because it is a part of something else that goes.
std::set<ObjectId> silent_parts(const catalog::Catalog& before,
                                const std::vector<ObjectId>& dropped,
                                const std::vector<catalog::DroppedColumn>& columns) {
  const std::set<ObjectId> gone(dropped.begin(), dropped.end());
  std::set<ObjectId> parts;
  const auto note_parts = [&](ObjectId id, std::uint32_t column) {
    for (const catalog::Dependency& dependency : before.dependents_of(id, column)) {
      const bool part = dependency.kind != DependencyKind::kNormal &&
                        dependency.dependent_column == 0 && dependency.dependent != id;
      if (part && gone.contains(dependency.dependent)) parts.insert(dependency.dependent);
    }
  };
  for (const ObjectId id : dropped) note_parts(id, 0);
  for (const catalog::DroppedColumn& column : columns)
    note_parts(column.table, column.column.number);
  return parts;
}

bool names_column(const sql::Statement& statement, const std::string& column) {
  const auto* alter = std::get_if<sql::AlterTable>(&statement.node);
  if (alter == nullptr) return false;
  return std::any_of(alter->actions.begin(), alter->actions.end(), [&](const auto& action) {
    const auto* drop = std::get_if<sql::DropColumn>(&action.node);
    return drop != nullptr && drop->column.text == column;
  });
}

/// Everything that goes only because of CASCADE and was there before the revision.
std::vector<std::string> names_of_dependents(const StatementContext& context) {
  const effects::ReplayedStatement& statement = context.statement();
  const catalog::Changes& changes = statement.changes;
  const std::set<ObjectId> parts =
      silent_parts(statement.before, changes.dropped, changes.dropped_columns);
  std::vector<std::string> names;
  for (std::size_t i = changes.dropped_by_name; i < changes.dropped.size(); ++i) {
    const catalog::Object* object = statement.before.get(changes.dropped[i]);
    if (object == nullptr || parts.contains(object->id) || context.made_here(object->origin)) {
      continue;
    }
    names.push_back(fmt::format("{} {}", sql::to_string(catalog::kind_of(*object)),
                                catalog::display_name(statement.before, *object)));
  }
  for (const catalog::DroppedColumn& dropped : changes.dropped_columns) {
    const catalog::Object* table = statement.before.get(dropped.table);
    if (table == nullptr || context.made_here(dropped.column.origin)) continue;
    if (names_column(context.sql(), dropped.column.name)) continue;
    names.push_back(fmt::format("column {}.{}", catalog::display_name(statement.before, *table),
                                dropped.column.name));
  }
  return names;
}

}  // namespace

void check_drop_cascade_removes_dependents(const StatementContext& context,
                                           Diagnostics& diagnostics) {
  if (!says_cascade(context.sql())) return;
  const std::vector<std::string> names = names_of_dependents(context);
  if (names.empty()) return;
  Diagnostic diagnostic;
  diagnostic.message = fmt::format("CASCADE also drops {}", list_names(names));
  diagnostic.location = context.revision->location(context.sql().span);
  diagnostic.help = "drop each of them by name, in an order that needs no CASCADE";
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::rules
