#include "compiler/rules/checks.h"
#include "compiler/rules/locks/key_builds.h"

namespace ashlar::rules {

void check_add_exclusion_index_build(const StatementContext& context, Diagnostics& diagnostics) {
  report_key_builds(
      context, sql::ConstraintKind::kExclusion,
      "there is no way to build it first: do it while the table is small, or in a window",
      diagnostics);
}

}  // namespace ashlar::rules
