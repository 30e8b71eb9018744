#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/dropped_constraints.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

/// True for an index or a constraint of the table that hangs on the column.
bool hangs_on(const catalog::Catalog& before, const catalog::Object& object,
              catalog::ObjectId table, std::uint32_t column) {
  const auto has = [column](const std::vector<std::uint32_t>& columns) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  if (const auto* index = std::get_if<catalog::Index>(&object.data)) {
    // One that backs a constraint is told as the constraint.
    if (index->table != table || before.get(index->constraint) != nullptr) return false;
    const bool key = std::any_of(index->keys.begin(), index->keys.end(),
                                 [column](const auto& k) { return k.column == column; });
    return key || has(index->including) || has(index->mentioned_columns);
  }
  const auto* constraint = std::get_if<catalog::Constraint>(&object.data);
  return constraint != nullptr && constraint->table == table &&
         constraint->kind != sql::ConstraintKind::kNotNull && has(constraint->columns);
}

void check_action(const StatementContext& context, const sql::DropColumn& drop,
                  const catalog::Object& table, Diagnostics& diagnostics) {
  const effects::ReplayedStatement& statement = context.statement();
  const auto* data = std::get_if<catalog::Table>(&table.data);
  const catalog::Column* column =
      data == nullptr ? nullptr : catalog::find_column(*data, drop.column.text);
  if (column == nullptr || context.made_here(column->origin)) return;
  std::vector<std::string> names;
  std::vector<Note> notes;
  for (const catalog::ObjectId id : statement.changes.dropped) {
    const catalog::Object* object = statement.before.get(id);
    if (object == nullptr || !hangs_on(statement.before, *object, table.id, column->number)) {
      continue;
    }
    if (!is_older_than_revision(context, id) || has_successor(context, *object)) continue;
    names.push_back(object->name);
    for (Note& note : made_note(object->origin, fmt::format("`{}` was made here", object->name))) {
      notes.push_back(std::move(note));
    }
  }
  if (names.empty()) return;
  Diagnostic diagnostic;
  diagnostic.message = fmt::format("with column `{}` {} {} silently", drop.column.text,
                                   names.size() == 1 ? "goes" : "go", list_names(names));
  diagnostic.location = context.revision->location(drop.column.span);
  diagnostic.notes = std::move(notes);
  diagnostic.help = "make what should stay anew on other columns first, and drop the old by name";
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace

void check_drop_column_drops_index(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.sql().node);
  if (alter == nullptr) return;
  const catalog::Object* table = nullptr;
  for (const sql::TableAction& action : alter->actions) {
    const auto* drop = std::get_if<sql::DropColumn>(&action.node);
    if (drop == nullptr) continue;
    if (table == nullptr) table = context.statement().before.find_relation(alter->name);
    if (table != nullptr) check_action(context, *drop, *table, diagnostics);
  }
}

}  // namespace ashlar::rules
