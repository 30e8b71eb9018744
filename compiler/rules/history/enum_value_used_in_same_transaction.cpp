#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"

namespace ashlar::rules {

void check_enum_value_used_in_same_transaction(const StatementContext& context,
                                               Diagnostics& diagnostics) {
  const effects::StepRange& step = context.replay->steps[context.step];
  if (!step.transactional) return;
  const effects::ReplayedStatement& user = context.statement();
  for (std::size_t i = step.begin; i < context.index; ++i) {
    const effects::ReplayedStatement& adder = context.replay->statements[i];
    const std::optional<effects::EnumValueUse>& value = adder.effects.adds_enum_value;
    if (!value) continue;
    const std::string_view text =
        (*context.revision->sources)[context.revision->revision->source.file].text;
    if (!effects::may_use_enum_value(user.statement->sql, text, *value)) continue;
    Diagnostic diagnostic;
    diagnostic.message = fmt::format(
        "value `{}` of enum `{}` is used in the transaction that adds it, which PostgreSQL refuses",
        value->label, value->type);
    diagnostic.location = context.revision->location(context.sql().span);
    diagnostic.notes.push_back(
        {"it is added here", context.revision->location(adder.statement->sql.span)});
    diagnostic.help =
        "take `transaction on` (or BEGIN and COMMIT) away: a transaction then ends between the two";
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
