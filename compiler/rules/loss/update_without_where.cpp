#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/written_table.h"

namespace ashlar::rules {

void check_update_without_where(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* statement = std::get_if<sql::Update>(&context.sql().node);
  if (statement == nullptr || statement->has_where) return;
  if (!may_hold_older_rows(context, statement->table)) return;
  Diagnostic diagnostic;
  diagnostic.message =
      fmt::format("UPDATE without WHERE rewrites every row of `{}` in one transaction",
                  table_name(context, statement->table));
  diagnostic.location = context.revision->location(context.sql().span);
  diagnostic.help =
      "update in batches, in a revision of its own; when the table is small, say so with an allow";
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::rules
