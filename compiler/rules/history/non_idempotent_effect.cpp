#include <fmt/format.h>

#include "compiler/catalog/apply.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

bool is_block(const sql::Statement& statement) {
  return std::holds_alternative<sql::DoBlock>(statement.node) ||
         std::holds_alternative<sql::Call>(statement.node);
}

/// Why the server would refuse the same again; empty where it would not, as far as one can see.
std::string refusal_of_second_run(const StatementContext& context) {
  const catalog::ApplyContext apply{context.revision->sources,
                                    context.revision->revision->source.file,
                                    context.revision->ordinal};
  const catalog::Applied again = catalog::apply(context.statement().after, context.sql(), apply);
  return again.problems.empty() ? std::string() : again.problems.front().message;
}

}  // namespace

// In a transaction the record of what has run comes with the change. Outside of one a connection
// that is lost between the two makes the next run begin with the same statement.
void check_non_idempotent_effect(const StatementContext& context, Diagnostics& diagnostics) {
  if (context.replay->steps[context.step].transactional || context.inside != nullptr) return;
  if (context.effect == nullptr && !is_block(context.sql())) return;
  if (!context.statement().problems.empty()) return;
  const std::string refusal = refusal_of_second_run(context);
  if (refusal.empty()) return;
  report(
      context,
      {context.sql().span,
       fmt::format("this runs outside a transaction and cannot run twice ({}): where it is "
                   "interrupted before it is recorded, the next run does it again",
                   refusal),
       "let it look first (IF NOT EXISTS) and say so in its `effect`, or leave `transaction off` "
       "away"},
      diagnostics);
}

}  // namespace ashlar::rules
