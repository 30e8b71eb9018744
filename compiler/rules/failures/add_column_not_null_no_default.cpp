#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/types.h"
#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"
#include "grammar/sql/expressions.h"

namespace ashlar::rules {
namespace {

bool is_null(const sql::Expression& expression) {
  const auto* constant =
      expression.tree == nullptr ? nullptr : std::get_if<sql::Constant>(&expression.tree->node);
  return constant != nullptr && constant->kind == sql::Constant::Kind::kNull;
}

bool gets_a_value(const StatementContext& context, const sql::ColumnDefinition& column) {
  if (column.default_value.has_value()) return !is_null(*column.default_value);
  if (column.generated.has_value()) return true;
  if (column.identity.has_value() || !column.type.has_value()) return true;
  if (!catalog::serial_base(*column.type).empty()) return true;
  const catalog::Catalog& before = context.statement().before;
  const auto* domain =
      before.get_as<catalog::DomainType>(catalog::resolve_type(before, *column.type).id);
  return domain != nullptr && !domain->default_value.empty();
}

bool refuses_nulls(const sql::ColumnDefinition& column) {
  return column.not_null ||
         std::any_of(column.constraints.begin(), column.constraints.end(),
                     [](const sql::Constraint& constraint) {
                       return constraint.kind == sql::ConstraintKind::kPrimaryKey;
                     });
}

}  // namespace

void check_add_column_not_null_no_default(const StatementContext& context,
                                          Diagnostics& diagnostics) {
  for_each_alteration<sql::AddColumn>(
      context, [&](const Alteration& alteration, const sql::AddColumn& add) {
        if (!refuses_nulls(add.column) || gets_a_value(context, add.column)) return;
        const auto* table = std::get_if<catalog::Table>(&alteration.table->data);
        const bool there =
            table != nullptr && catalog::find_column(*table, add.column.name.text) != nullptr;
        if (there || (table != nullptr && table->foreign)) return;
        report(context,
               {alteration.action->span,
                fmt::format("this fails as soon as `{}` has a row: `{}` must not be null, and "
                            "nothing gives it a value",
                            shown(context, *alteration.table), add.column.name.text),
                "give it a DEFAULT, or add it nullable, fill it, then SET NOT NULL"},
               diagnostics);
      });
}

}  // namespace ashlar::rules
