#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/fixing/validate_later.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

/// The foreign key that the subcommand adds, or null. At a new column a reference is looked up only
/// where a default gives it values.
const sql::Constraint* added_reference(const sql::TableAction& action) {
  if (const auto* add = std::get_if<sql::AddConstraint>(&action.node)) {
    return add->constraint.kind == sql::ConstraintKind::kForeignKey ? &add->constraint : nullptr;
  }
  const auto* add = std::get_if<sql::AddColumn>(&action.node);
  if (add == nullptr || !add->column.default_value.has_value()) return nullptr;
  const auto& constraints = add->column.constraints;
  const auto found =
      std::find_if(constraints.begin(), constraints.end(), [](const sql::Constraint& constraint) {
        return constraint.kind == sql::ConstraintKind::kForeignKey;
      });
  return found == constraints.end() ? nullptr : &*found;
}

}  // namespace

void check_add_fk_scan(const StatementContext& context, Diagnostics& diagnostics) {
  for (const Alteration& alteration : alterations(context)) {
    const sql::Constraint* key = added_reference(*alteration.action);
    if (key == nullptr) continue;
    if (effects_of(context, alteration).scans.empty()) continue;
    report(
        context,
        {alteration.action->span,
         fmt::format("the new foreign key reads all of `{}` while nobody can write to it, nor to "
                     "the table that it refers to",
                     shown(context, *alteration.table)),
         "add it NOT VALID; VALIDATE CONSTRAINT in a later transaction lets writes go on",
         {},
         validate_later(context, alteration, *key)},
        diagnostics);
  }
}

}  // namespace ashlar::rules
