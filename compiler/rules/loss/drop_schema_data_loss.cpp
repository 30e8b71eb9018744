#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {
namespace {

bool lies_in(const effects::Loss& loss, const std::string& schema) {
  return loss.by_cascade && loss.name.starts_with(schema + ".");
}

}  // namespace

void check_drop_schema_data_loss(const StatementContext& context, Diagnostics& diagnostics) {
  const LossWords words{"schema {} is gone with everything in it",
                        "drop what is in it one by one, each with a reason"};
  for (const effects::Loss* schema : counted_losses(context, effects::LossKind::kSchema).named) {
    Diagnostic diagnostic = loss_finding(context, *schema, words);
    for (const effects::Loss& loss : context.statement().effects.losses) {
      if (!lies_in(loss, schema->name) || context.made_here(loss.origin)) continue;
      diagnostic.notes.push_back({"with it goes " + effects::to_string(loss), {}});
    }
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
