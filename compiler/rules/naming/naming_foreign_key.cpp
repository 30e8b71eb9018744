#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"

namespace ashlar::rules {

void check_naming_foreign_key(const RevisionContext& context, Diagnostics& diagnostics) {
  judge_names(context, NamedKind::kForeignKey, diagnostics);
}

}  // namespace ashlar::rules
