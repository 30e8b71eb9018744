#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/dropped_constraints.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

std::string_view what_is_lost(sql::ConstraintKind kind) {
  switch (kind) {
    case sql::ConstraintKind::kPrimaryKey:
      return "rows may then be double and have no identity";
    case sql::ConstraintKind::kUnique:
      return "rows may then be double";
    case sql::ConstraintKind::kCheck:
      return "rows may then hold what it forbade";
    case sql::ConstraintKind::kExclusion:
      return "rows may then overlap";
    case sql::ConstraintKind::kForeignKey:
    case sql::ConstraintKind::kNotNull:
      break;
  }
  return {};  // rules of their own
}

}  // namespace

void check_drop_constraint(const StatementContext& context, Diagnostics& diagnostics) {
  for (const DroppedConstraint& dropped : dropped_constraints(context)) {
    const auto& constraint = std::get<catalog::Constraint>(dropped.object->data);
    const std::string_view lost = what_is_lost(constraint.kind);
    if (lost.empty()) continue;
    Diagnostic diagnostic;
    diagnostic.message = fmt::format("dropping constraint `{}`: {}", dropped.object->name, lost);
    diagnostic.location = context.revision->location(dropped.where);
    diagnostic.notes = made_note(dropped.object->origin, "it was made here");
    diagnostic.help = "put its successor in place in the same revision, or say why with an allow";
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
