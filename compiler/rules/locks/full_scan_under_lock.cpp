#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/fixing/validate_later.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

// A CHECK at a new column; a constraint of its own is the business of add-check-scan.
void check_full_scan_under_lock(const StatementContext& context, Diagnostics& diagnostics) {
  for_each_alteration<sql::AddColumn>(context, [&](const Alteration& alteration,
                                                   const sql::AddColumn& add) {
    const auto& constraints = add.column.constraints;
    const auto check =
        std::find_if(constraints.begin(), constraints.end(), [](const sql::Constraint& constraint) {
          return constraint.kind == sql::ConstraintKind::kCheck;
        });
    if (check == constraints.end() || effects_of(context, alteration).scans.empty()) return;
    report(context,
           {check->span,
            fmt::format("the CHECK at the new column `{}` reads all of `{}` while nobody else "
                        "can use it",
                        add.column.name.text, shown(context, *alteration.table)),
            "add the column alone, then the CHECK NOT VALID; VALIDATE it in a later transaction",
            {},
            validate_later(context, alteration, *check)},
           diagnostics);
  });
}

}  // namespace ashlar::rules
