#include "compiler/rules/checks.h"
#include "compiler/rules/rewrites/added_column.h"

namespace ashlar::rules {

void check_add_column_serial(const StatementContext& context, Diagnostics& diagnostics) {
  report_rewriting_columns(context, RewriteCause::kSerial,
                           {"each row gets a number",
                            "add a nullable bigint, fill it in batches, then SET NOT NULL and ADD "
                            "GENERATED … AS IDENTITY"},
                           diagnostics);
}

}  // namespace ashlar::rules
