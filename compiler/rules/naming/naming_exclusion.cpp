#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"

namespace ashlar::rules {

void check_naming_exclusion(const RevisionContext& context, Diagnostics& diagnostics) {
  judge_names(context, NamedKind::kExclusion, context.settings->naming.exclusion, diagnostics);
}

}  // namespace ashlar::rules
