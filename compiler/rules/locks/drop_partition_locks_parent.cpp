#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_drop_partition_locks_parent(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* drop = std::get_if<sql::Drop>(&context.sql().node);
  if (drop == nullptr || drop->kind != sql::ObjectKind::kTable) return;
  const effects::ReplayedStatement& replayed = context.statement();
  const auto& dropped = replayed.changes.dropped;
  for (const sql::ObjectRef& reference : drop->objects) {
    const catalog::Object* object = replayed.before.find_relation(reference.name);
    if (object == nullptr || !is_older_than_revision(context, object->id)) continue;
    const auto* table = std::get_if<catalog::Table>(&object->data);
    if (table == nullptr || table->partition_of == 0) continue;
    if (std::find(dropped.begin(), dropped.end(), table->partition_of) != dropped.end()) continue;
    if (!is_older_than_revision(context, table->partition_of)) continue;
    report(context,
           {reference.name.span,
            fmt::format("dropping a partition locks its parent `{}`: nobody can even read it until "
                        "the transaction ends",
                        shown(context, *replayed.before.get(table->partition_of))),
            "DETACH PARTITION … CONCURRENTLY first, then drop what is a table of its own"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
