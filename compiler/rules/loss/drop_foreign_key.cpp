#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/dropped_constraints.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_drop_foreign_key(const StatementContext& context, Diagnostics& diagnostics) {
  for (const DroppedConstraint& dropped : dropped_constraints(context)) {
    const auto& constraint = std::get<catalog::Constraint>(dropped.object->data);
    if (constraint.kind != sql::ConstraintKind::kForeignKey) continue;
    const catalog::Catalog& before = context.statement().before;
    const catalog::Object* referred = before.get(constraint.referenced_table);
    Diagnostic diagnostic;
    diagnostic.message = fmt::format(
        "dropping foreign key `{}`: rows may then point to rows of `{}` that are not there",
        dropped.object->name,
        referred == nullptr ? "the other table" : catalog::display_name(before, *referred));
    diagnostic.location = context.revision->location(dropped.where);
    diagnostic.notes = made_note(dropped.object->origin, "it was made here");
    diagnostic.help = "put its successor in place in the same revision, or say why with an allow";
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
