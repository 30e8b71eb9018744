#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/locks/window.h"

namespace ashlar::rules {
namespace {

/// From 17 on, values of a type that the transaction itself made may be used.
bool is_new_type(const StatementContext& context, const effects::StepRange& step,
                 const effects::ReplayedStatement& adder) {
  constexpr int kFirstThatAllows = 17;
  if (context.revision->settings->postgres < kFirstThatAllows) return false;
  const catalog::Catalog& at_begin = context.replay->statements[step.begin].before;
  const std::vector<catalog::ObjectId>& altered = adder.changes.altered;
  return std::any_of(altered.begin(), altered.end(),
                     [&](catalog::ObjectId id) { return at_begin.get(id) == nullptr; });
}

}  // namespace

void check_enum_value_used_in_same_transaction(const StatementContext& context,
                                               Diagnostics& diagnostics) {
  const effects::StepRange& step = context.replay->steps[context.step];
  if (!step.transactional) return;
  const effects::ReplayedStatement& user = context.statement();
  for (const std::size_t i : context.window->enum_adders) {
    if (i >= context.index) return;
    const effects::ReplayedStatement& adder = context.replay->statements[i];
    const effects::EnumValueUse* value = &*adder.effects.adds_enum_value;
    if (is_new_type(context, step, adder)) continue;
    const std::string_view text = context.revision->text(user.statement->sql.span);
    // What only may use it (a DO block) is no error before it is run.
    if (text.find(value->label) == std::string_view::npos) continue;
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
