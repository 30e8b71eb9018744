#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_drop_trigger_blocks(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* drop = std::get_if<sql::Drop>(&context.sql().node);
  if (drop == nullptr || drop->kind != sql::ObjectKind::kTrigger) return;
  for (const sql::ObjectRef& reference : drop->objects) {
    const catalog::Catalog& before = context.statement().before;
    const catalog::Object* table = before.find_relation(reference.name);
    if (table == nullptr || !is_older_than_revision(context, table->id)) continue;
    if (context.statement().changes.dropped.empty()) continue;  // IF EXISTS, and it does not
    report(context,
           {context.sql().span,
            fmt::format("nobody can even read `{}` until the transaction that drops the trigger "
                        "ends",
                        shown(context, *table)),
            "let it be the only thing in its transaction; DISABLE TRIGGER keeps only writers "
            "waiting"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
