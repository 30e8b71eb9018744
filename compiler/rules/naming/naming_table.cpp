#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"

namespace ashlar::rules {

void check_naming_table(const RevisionContext& context, Diagnostics& diagnostics) {
  judge_names(context, NamedKind::kTable, diagnostics);
}

}  // namespace ashlar::rules
