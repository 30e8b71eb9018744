#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"

namespace ashlar::rules {

void check_naming_enum(const RevisionContext& context, Diagnostics& diagnostics) {
  judge_names(context, NamedKind::kEnum, diagnostics);
}

}  // namespace ashlar::rules
