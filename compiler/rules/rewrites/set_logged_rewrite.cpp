#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_set_logged_rewrite(const StatementContext& context, Diagnostics& diagnostics) {
  for_each_alteration<sql::SetPersistence>(
      context, [&](const Alteration& alteration, const sql::SetPersistence& change) {
        if (effects_of(context, alteration).rewrites.empty()) return;
        const bool logged = change.persistence == sql::Persistence::kPermanent;
        report(context,
               {alteration.action->span,
                fmt::format("SET {} writes all of `{}` anew under the strongest lock",
                            logged ? "LOGGED" : "UNLOGGED", shown(context, *alteration.table)),
                "copy the rows in batches into a table that is what this one should be, then swap "
                "the names"},
               diagnostics);
      });
}

}  // namespace ashlar::rules
