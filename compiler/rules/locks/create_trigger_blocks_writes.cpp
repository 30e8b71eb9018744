#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_create_trigger_blocks_writes(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* create = std::get_if<sql::CreateTrigger>(&context.sql().node);
  if (create == nullptr) return;
  const catalog::Object* table = context.statement().before.find_relation(create->table);
  if (table == nullptr || !is_older_than_revision(context, table->id)) return;
  if (!std::holds_alternative<catalog::Table>(table->data)) return;
  report(
      context,
      {context.sql().span,
       fmt::format("nobody can write to `{}` until the transaction that makes the trigger ends",
                   shown(context, *table)),
       "let it be the only thing in its transaction; the runtime's lock_timeout and retries keep "
       "the queue behind it short"},
      diagnostics);
}

}  // namespace ashlar::rules
