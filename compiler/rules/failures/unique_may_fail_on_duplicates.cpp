#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

/// True where all of the key's columns were there before the revision: only then have they had the
/// time to hold the same values twice.
bool is_older_key(const StatementContext& context, const catalog::Object& table,
                  const std::vector<sql::Name>& columns) {
  const auto* data = std::get_if<catalog::Table>(&table.data);
  return data != nullptr && std::all_of(columns.begin(), columns.end(), [&](const auto& name) {
           const catalog::Column* column = catalog::find_column(*data, name.text);
           return column != nullptr && !context.made_here(column->origin);
         });
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
        if (!is_older_key(context, *alteration.table, key.columns)) return;
        tell(context, *alteration.table, key.span, diagnostics);
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
  if (is_older_key(context, *table, columns)) {
    tell(context, *table, context.sql().span, diagnostics);
  }
}

}  // namespace ashlar::rules
