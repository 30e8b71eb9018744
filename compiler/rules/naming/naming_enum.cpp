#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"

namespace ashlar::rules {

void check_naming_enum(const RevisionContext& context, Diagnostics& diagnostics) {
  judge_names(context, NamedKind::kEnum, context.settings->naming.enum_type, diagnostics);
}

}  // namespace ashlar::rules
