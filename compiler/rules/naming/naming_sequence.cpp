#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"

namespace ashlar::rules {

void check_naming_sequence(const RevisionContext& context, Diagnostics& diagnostics) {
  judge_names(context, NamedKind::kSequence, context.settings->naming.sequence, diagnostics);
}

}  // namespace ashlar::rules
