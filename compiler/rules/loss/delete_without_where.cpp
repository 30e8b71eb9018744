#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/written_table.h"

namespace ashlar::rules {

void check_delete_without_where(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* statement = std::get_if<sql::Delete>(&context.sql().node);
  if (statement == nullptr || statement->has_where) return;
  if (!may_hold_older_rows(context, statement->table)) return;
  Diagnostic diagnostic;
  diagnostic.message = fmt::format("DELETE without WHERE removes every row of `{}`",
                                   table_name(context, statement->table));
  diagnostic.location = context.revision->location(context.sql().span);
  diagnostic.help =
      "say which rows, and delete many in batches; when all are meant, say so with an allow";
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::rules
