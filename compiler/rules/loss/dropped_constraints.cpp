#include "compiler/rules/loss/dropped_constraints.h"

#include <algorithm>
#include <utility>

#include "compiler/rules/loss/losses.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

bool is_among(std::uint32_t column, const std::vector<std::uint32_t>& columns) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// True where the index keeps out at least the rows that UNIQUE on `columns` does.
bool keeps_unique(const catalog::Index& index, const std::vector<std::uint32_t>& columns) {
  return index.unique && index.valid && index.predicate.empty() &&
         std::all_of(index.keys.begin(), index.keys.end(), [&columns](const auto& key) {
           return key.column != 0 && is_among(key.column, columns);
         });
}

bool succeeds(const catalog::Object& next, const catalog::Constraint& dropped) {
  using Kind = sql::ConstraintKind;
  if (const auto* index = std::get_if<catalog::Index>(&next.data)) {
    return dropped.kind == Kind::kUnique && keeps_unique(*index, dropped.columns);
  }
  const auto* constraint = std::get_if<catalog::Constraint>(&next.data);
  if (constraint == nullptr || constraint->kind != dropped.kind) return false;
  if (dropped.kind == Kind::kPrimaryKey) return true;
  return constraint->referenced_table == dropped.referenced_table &&
         constraint->columns == dropped.columns;
}

/// CHECK (c IS NOT NULL) and no more.
bool only_forbids_null(const catalog::Catalog& catalog, const catalog::Constraint& check,
                       const std::string& column) {
  const std::string text = catalog::render(catalog, check.expression);
  std::vector<std::string> words;
  for (const auto& token : postgres::scan(text)) {
    std::string word = sql::identifier_text(slice(text, token.span));
    if (word != "(" && word != ")") words.push_back(std::move(word));
  }
  return words == std::vector<std::string>{column, "is", "not", "null"};
}

bool has_not_null_instead(const StatementContext& context, const catalog::Constraint& dropped) {
  if (dropped.kind != sql::ConstraintKind::kCheck || dropped.columns.size() != 1) return false;
  const auto* table = context.replay->after.get_as<catalog::Table>(dropped.table);
  const catalog::Column* column =
      table == nullptr ? nullptr : catalog::find_column(*table, dropped.columns.front());
  return column != nullptr && column->not_null &&
         only_forbids_null(context.replay->after, dropped, column->name);
}

}  // namespace

bool has_successor(const StatementContext& context, const catalog::Object& dropped) {
  const auto* constraint = std::get_if<catalog::Constraint>(&dropped.data);
  if (constraint == nullptr) return false;
  if (has_not_null_instead(context, *constraint)) return true;
  const std::vector<const catalog::Object*> parts =
      context.replay->after.parts_of(constraint->table);
  return std::any_of(parts.begin(), parts.end(), [&](const catalog::Object* part) {
    return part->id != dropped.id && part->id != constraint->index && succeeds(*part, *constraint);
  });
}

std::vector<DroppedConstraint> dropped_constraints(const StatementContext& context) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.sql().node);
  if (alter == nullptr) return {};
  std::vector<DroppedConstraint> dropped;
  for (const sql::TableAction& action : alter->actions) {
    const auto* drop = std::get_if<sql::DropConstraint>(&action.node);
    if (drop == nullptr) continue;
    const catalog::Catalog& before = context.statement().before;
    const catalog::Object* table = before.find_relation(alter->name);
    if (table == nullptr) continue;
    const catalog::Object* object = before.find_constraint(table->id, drop->constraint.text);
    if (object == nullptr || !is_older_than_revision(context, object->id)) continue;
    if (!is_older_than_revision(context, table->id)) continue;
    if (has_successor(context, *object)) continue;
    dropped.push_back({object, drop->constraint.span});
  }
  return dropped;
}

}  // namespace ashlar::rules
