#include "compiler/rules/checks.h"
#include "compiler/rules/rewrites/added_column.h"

namespace ashlar::rules {

void check_add_column_default_rewrite(const StatementContext& context, Diagnostics& diagnostics) {
  report_rewriting_columns(context, RewriteCause::kOldServer,
                           {"before PostgreSQL 11 every default is written into each row",
                            "add it without the default, SET DEFAULT, fill the rows in batches"},
                           diagnostics);
}

}  // namespace ashlar::rules
