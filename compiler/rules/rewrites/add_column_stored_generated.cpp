#include "compiler/rules/checks.h"
#include "compiler/rules/rewrites/added_column.h"

namespace ashlar::rules {

void check_add_column_stored_generated(const StatementContext& context, Diagnostics& diagnostics) {
  report_rewriting_columns(
      context, RewriteCause::kStoredGenerated,
      {"each row gets its value",
       "add a plain nullable column, fill it in batches, keep it with a trigger"},
      diagnostics);
}

}  // namespace ashlar::rules
