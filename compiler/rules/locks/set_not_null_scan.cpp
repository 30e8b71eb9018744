#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/fixing/validate_later.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_set_not_null_scan(const StatementContext& context, Diagnostics& diagnostics) {
  for_each_alteration<sql::SetColumnNotNull>(
      context, [&](const Alteration& alteration, const sql::SetColumnNotNull& node) {
        if (!node.not_null || effects_of(context, alteration).scans.empty()) return;
        report(context,
               {alteration.action->span,
                fmt::format("all of `{}` is read for nulls in `{}` while nobody else can use it",
                            shown(context, *alteration.table), node.column.text),
                "add CHECK (… IS NOT NULL) NOT VALID, VALIDATE it in a later transaction, then SET "
                "NOT NULL reads nothing",
                {},
                not_null_later(context, alteration, node)},
               diagnostics);
      });
}

}  // namespace ashlar::rules
