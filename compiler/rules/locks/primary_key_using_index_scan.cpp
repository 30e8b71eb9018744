#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_primary_key_using_index_scan(const StatementContext& context, Diagnostics& diagnostics) {
  for_each_alteration<sql::AddConstraint>(context, [&](const Alteration& alteration,
                                                       const sql::AddConstraint& node) {
    if (node.constraint.kind != sql::ConstraintKind::kPrimaryKey) return;
    if (node.constraint.using_index.empty()) return;
    if (effects_of(context, alteration).scans.empty()) return;
    report(
        context,
        {alteration.action->span,
         fmt::format(
             "a column of the key may be null, so all of `{}` is read while nobody else can use it",
             shown(context, *alteration.table)),
         "SET NOT NULL first, behind a validated CHECK (… IS NOT NULL): then nothing is read"},
        diagnostics);
  });
}

}  // namespace ashlar::rules
