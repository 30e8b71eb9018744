#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

/// At a new column a reference is looked up only where a default gives it values.
bool adds_reference(const sql::TableAction& action) {
  if (const auto* add = std::get_if<sql::AddConstraint>(&action.node)) {
    return add->constraint.kind == sql::ConstraintKind::kForeignKey;
  }
  const auto* add = std::get_if<sql::AddColumn>(&action.node);
  return add != nullptr && add->column.default_value.has_value() &&
         std::any_of(add->column.constraints.begin(), add->column.constraints.end(),
                     [](const sql::Constraint& constraint) {
                       return constraint.kind == sql::ConstraintKind::kForeignKey;
                     });
}

}  // namespace

void check_add_fk_scan(const StatementContext& context, Diagnostics& diagnostics) {
  for (const Alteration& alteration : alterations(context)) {
    if (!adds_reference(*alteration.action)) continue;
    if (effects_of(context, alteration).scans.empty()) continue;
    report(
        context,
        {alteration.action->span,
         fmt::format("the new foreign key reads all of `{}` while nobody can write to it, nor to "
                     "the table that it refers to",
                     shown(context, *alteration.table)),
         "add it NOT VALID; VALIDATE CONSTRAINT in a later transaction lets writes go on"},
        diagnostics);
  }
}

}  // namespace ashlar::rules
