#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/locks/concurrently.h"
#include "compiler/rules/loss/written_table.h"

namespace ashlar::rules {

void check_create_index_blocks_writes(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* create = std::get_if<sql::CreateIndex>(&context.sql().node);
  if (create == nullptr || create->concurrently) return;
  if (!may_hold_older_rows(context, create->table)) return;
  const catalog::Object* table = context.statement().before.find_relation(create->table);
  const auto* data = table == nullptr ? nullptr : std::get_if<catalog::Table>(&table->data);
  const bool partitioned = data != nullptr && data->partitioned_by.has_value();
  if (partitioned && create->only) return;  // builds nothing
  const bool there =
      !create->name.empty() && create->if_not_exists && context.statement().changes.created.empty();
  if (there) return;
  Diagnostic diagnostic;
  diagnostic.message = fmt::format("building the index blocks writes to `{}` until it is done",
                                   table_name(context, create->table));
  diagnostic.location = context.revision->location(context.sql().span);
  if (partitioned) {
    diagnostic.help =
        "create it ON ONLY the partitioned table, CONCURRENTLY on each partition, and attach those";
  } else {
    diagnostic.help = "CREATE INDEX CONCURRENTLY lets writes go on; it runs outside a transaction";
    if (auto fix = add_concurrently(context, "index")) diagnostic.fixes.push_back(std::move(*fix));
  }
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::rules
