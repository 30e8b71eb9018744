#include "compiler/rules/checks.h"
#include "compiler/rules/rewrites/added_column.h"

namespace ashlar::rules {

void check_add_column_constrained_domain(const StatementContext& context,
                                         Diagnostics& diagnostics) {
  report_rewriting_columns(
      context, RewriteCause::kConstrainedDomain,
      {"the domain has constraints, which each row is tried against",
       "add it with the type under the domain and a CHECK … NOT VALID, then VALIDATE CONSTRAINT"},
      diagnostics);
}

}  // namespace ashlar::rules
