#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/fixing/validate_later.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_add_check_scan(const StatementContext& context, Diagnostics& diagnostics) {
  for_each_alteration<sql::AddConstraint>(
      context, [&](const Alteration& alteration, const sql::AddConstraint& node) {
        if (node.constraint.kind != sql::ConstraintKind::kCheck) return;
        if (effects_of(context, alteration).scans.empty()) return;
        report(context,
               {alteration.action->span,
                fmt::format("the new CHECK reads all of `{}` while nobody else can use it",
                            shown(context, *alteration.table)),
                "add it NOT VALID; VALIDATE CONSTRAINT in a later transaction lets everybody go on",
                {},
                validate_later(context, alteration, node.constraint)},
               diagnostics);
      });
}

}  // namespace ashlar::rules
