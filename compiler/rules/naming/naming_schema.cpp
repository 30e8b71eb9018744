#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"

namespace ashlar::rules {

void check_naming_schema(const RevisionContext& context, Diagnostics& diagnostics) {
  judge_names(context, NamedKind::kSchema, diagnostics);
}

}  // namespace ashlar::rules
