#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"
#include "grammar/sql/expressions.h"

namespace ashlar::rules {
namespace {

/// The column may hold the same value twice: it was there before the revision, or came with a
/// DEFAULT that is one value for all rows. A new column without one is null everywhere, and nulls
/// are not the same.
bool may_repeat(const StatementContext& context, const catalog::Column& column) {
  if (!context.made_here(column.origin)) return true;
  const bool own_values = column.identity.has_value() || column.sequence != 0;
  return !own_values && !column.default_value.empty() &&
         column.default_value.text.find('(') == std::string::npos;
}

/// A key on some of the columns keeps them apart already.
bool is_kept_apart(const catalog::Catalog& catalog, const catalog::Object& table,
                   const std::vector<std::uint32_t>& columns, bool nulls_not_distinct) {
  const auto& data = std::get<catalog::Table>(table.data);
  const auto keeps = [&](const catalog::IndexKey& key) {
    const catalog::Column* column = catalog::find_column(data, key.column);
    return column != nullptr && (column->not_null || !nulls_not_distinct) &&
           std::find(columns.begin(), columns.end(), key.column) != columns.end();
  };
  const std::vector<const catalog::Object*> parts = catalog.parts_of(table.id);
  return std::any_of(parts.begin(), parts.end(), [&](const catalog::Object* part) {
    const auto* index = std::get_if<catalog::Index>(&part->data);
    return index != nullptr && index->unique && index->valid && index->predicate.empty() &&
           std::all_of(index->keys.begin(), index->keys.end(), keeps);
  });
}

/// The rows that are there may hold the same key twice. Columns are those of the table before the
/// statement.
bool may_hold_duplicates(const StatementContext& context, const catalog::Object& table,
                         const std::vector<sql::Name>& names, bool nulls_not_distinct) {
  const auto* data = std::get_if<catalog::Table>(&table.data);
  if (data == nullptr) return false;
  std::vector<std::uint32_t> columns;
  for (const sql::Name& name : names) {
    const catalog::Column* column = catalog::find_column(*data, name.text);
    if (column == nullptr || !may_repeat(context, *column)) return false;
    columns.push_back(column->number);
  }
  return !is_kept_apart(context.statement().before, table, columns, nulls_not_distinct);
}

/// UNIQUE at a new column whose DEFAULT is one value.
void check_new_column(const StatementContext& context, const Alteration& alteration,
                      const sql::ColumnDefinition& column, Diagnostics& diagnostics) {
  const bool one_value = column.default_value.has_value() && column.default_value->is_constant;
  if (!one_value) return;
  const auto* constant = column.default_value->tree == nullptr
                             ? nullptr
                             : std::get_if<sql::Constant>(&column.default_value->tree->node);
  if (constant != nullptr && constant->kind == sql::Constant::Kind::kNull) return;
  for (const sql::Constraint& key : column.constraints) {
    const bool unique =
        key.kind == sql::ConstraintKind::kUnique || key.kind == sql::ConstraintKind::kPrimaryKey;
    if (!unique) continue;
    report(context,
           {key.span,
            fmt::format("this fails where `{}` has more than one row: the DEFAULT of `{}` is the "
                        "same in all",
                        shown(context, *alteration.table), column.name.text),
            "add the column without the key, fill it, then add the key"},
           diagnostics);
  }
}

void tell(const StatementContext& context, const catalog::Object& table, Span where,
          Diagnostics& diagnostics) {
  report(context,
         {where,
          fmt::format("this fails where `{}` holds the same values twice", shown(context, table)),
          "look for duplicates first, and mend what writes them"},
         diagnostics);
}

}  // namespace

void check_unique_may_fail_on_duplicates(const StatementContext& context,
                                         Diagnostics& diagnostics) {
  for_each_alteration<sql::AddConstraint>(
      context, [&](const Alteration& alteration, const sql::AddConstraint& add) {
        const sql::Constraint& key = add.constraint;
        const bool unique = key.kind == sql::ConstraintKind::kUnique ||
                            key.kind == sql::ConstraintKind::kPrimaryKey;
        if (!unique || !key.using_index.empty()) return;
        if (!may_hold_duplicates(context, *alteration.table, key.columns, key.nulls_not_distinct)) {
          return;
        }
        tell(context, *alteration.table, key.span, diagnostics);
      });
  for_each_alteration<sql::AddColumn>(
      context, [&](const Alteration& alteration, const sql::AddColumn& add) {
        const auto* table = std::get_if<catalog::Table>(&alteration.table->data);
        const bool there =
            table != nullptr && catalog::find_column(*table, add.column.name.text) != nullptr;
        if (!there) check_new_column(context, alteration, add.column, diagnostics);
      });
  const auto* create = std::get_if<sql::CreateIndex>(&context.sql().node);
  if (create == nullptr || !create->unique) return;
  const catalog::Object* table = context.statement().before.find_relation(create->table);
  if (table == nullptr || !is_older_than_revision(context, table->id)) return;
  if (context.statement().changes.created.empty()) return;  // IF NOT EXISTS, and it is there
  std::vector<sql::Name> columns;
  for (const sql::IndexElement& element : create->elements) {
    if (!element.expression.has_value()) columns.push_back(element.column);
  }
  if (may_hold_duplicates(context, *table, columns, create->nulls_not_distinct)) {
    tell(context, *table, context.sql().span, diagnostics);
  }
}

}  // namespace ashlar::rules
