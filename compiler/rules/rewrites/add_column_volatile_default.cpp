#include "compiler/rules/checks.h"
#include "compiler/rules/rewrites/added_column.h"

namespace ashlar::rules {

void check_add_column_volatile_default(const StatementContext& context, Diagnostics& diagnostics) {
  report_rewriting_columns(
      context, RewriteCause::kVolatileDefault,
      {"its default gives each row a value of its own",
       "add it without the default, SET DEFAULT for new rows, fill the old ones in batches"},
      diagnostics);
}

}  // namespace ashlar::rules
