#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"

namespace ashlar::rules {

void check_naming_function(const RevisionContext& context, Diagnostics& diagnostics) {
  judge_names(context, NamedKind::kFunction, diagnostics);
}

}  // namespace ashlar::rules
