#include "compiler/rules/checks.h"
#include "compiler/rules/locks/key_builds.h"

namespace ashlar::rules {

void check_add_primary_key_index_build(const StatementContext& context, Diagnostics& diagnostics) {
  report_key_builds(
      context, sql::ConstraintKind::kPrimaryKey,
      "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … PRIMARY KEY USING INDEX",
      diagnostics);
}

}  // namespace ashlar::rules
