#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/locks/concurrently.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {
namespace {

using Target = sql::Reindex::Target;

std::string_view keyword_of(Target target) {
  switch (target) {
    case Target::kIndex:
      return "index";
    case Target::kTable:
      return "table";
    case Target::kSchema:
      return "schema";
    case Target::kSystem:
      return "system";
    case Target::kDatabase:
      return "database";
  }
  return "index";
}

/// True where what is rebuilt is known to be made by the revision itself, or temporary.
bool is_own(const StatementContext& context, const sql::Reindex& reindex) {
  if (reindex.target != Target::kIndex && reindex.target != Target::kTable) return false;
  const catalog::Object* object = context.statement().before.find_relation(reindex.name);
  if (object == nullptr) return false;
  const auto* index = std::get_if<catalog::Index>(&object->data);
  return !is_older_than_revision(context, index == nullptr ? object->id : index->table);
}

}  // namespace

void check_reindex_blocks(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* reindex = std::get_if<sql::Reindex>(&context.sql().node);
  if (reindex == nullptr || reindex->concurrently || is_own(context, *reindex)) return;
  Diagnostic diagnostic;
  diagnostic.message =
      "REINDEX blocks writes to the table, and reads that use the index, until it is done";
  diagnostic.location = context.revision->location(context.sql().span);
  if (reindex->target == Target::kSystem) {
    diagnostic.help = "system catalogs cannot be reindexed CONCURRENTLY: do it in a quiet hour";
  } else {
    diagnostic.help = "REINDEX CONCURRENTLY lets both go on; it runs outside a transaction";
    auto fix = add_concurrently(context, keyword_of(reindex->target));
    if (fix) diagnostic.fixes.push_back(std::move(*fix));
  }
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::rules
