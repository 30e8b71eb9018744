#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"

namespace ashlar::rules {

void check_naming_exclusion(const RevisionContext& context, Diagnostics& diagnostics) {
  judge_names(context, NamedKind::kExclusion, diagnostics);
}

}  // namespace ashlar::rules
