#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_create_partition_locks_parent(const StatementContext& context,
                                         Diagnostics& diagnostics) {
  const auto* create = std::get_if<sql::CreateTable>(&context.sql().node);
  if (create == nullptr || !create->partition_of.has_value()) return;
  const catalog::Object* parent = context.statement().before.find_relation(*create->partition_of);
  if (parent == nullptr || !is_older_than_revision(context, parent->id)) return;
  report(context,
         {create->partition_of->span,
          fmt::format("making a partition of `{}` in place locks it: nobody can even read it until "
                      "the transaction ends",
                      shown(context, *parent)),
          "CREATE TABLE … (LIKE … INCLUDING ALL), then ATTACH PARTITION, which lets reads and "
          "writes of the parent go on"},
         diagnostics);
}

}  // namespace ashlar::rules
