#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"

namespace ashlar::rules {

void check_naming_view(const RevisionContext& context, Diagnostics& diagnostics) {
  judge_names(context, NamedKind::kView, diagnostics);
}

}  // namespace ashlar::rules
