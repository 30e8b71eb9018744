#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/locks/concurrently.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {
namespace {

/// The table of an index that counts: both are older than the revision. Null otherwise.
const catalog::Object* blocked_table(const StatementContext& context, const sql::ObjectRef& ref) {
  const catalog::Catalog& before = context.statement().before;
  const catalog::Object* object = before.find_relation(ref.name);
  const auto* index = object == nullptr ? nullptr : std::get_if<catalog::Index>(&object->data);
  if (index == nullptr || !is_older_than_revision(context, object->id)) return nullptr;
  return is_older_than_revision(context, index->table) ? before.get(index->table) : nullptr;
}

/// DROP INDEX CONCURRENTLY takes one index and no CASCADE, and none of a partitioned table.
bool may_be_concurrent(const sql::Drop& drop, const catalog::Object& table) {
  const auto* data = std::get_if<catalog::Table>(&table.data);
  const bool partitioned = data != nullptr && data->partitioned_by.has_value();
  return drop.objects.size() == 1 && drop.behavior == sql::DropBehavior::kRestrict && !partitioned;
}

}  // namespace

void check_drop_index_blocks(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* drop = std::get_if<sql::Drop>(&context.sql().node);
  if (drop == nullptr || drop->kind != sql::ObjectKind::kIndex || drop->concurrently) return;
  for (const sql::ObjectRef& ref : drop->objects) {
    const catalog::Object* table = blocked_table(context, ref);
    if (table == nullptr) continue;
    Diagnostic diagnostic;
    diagnostic.message = fmt::format(
        "dropping index `{}` waits for every query on `{}` and blocks those that come "
        "after it",
        ref.name.name.text, catalog::display_name(context.statement().before, *table));
    diagnostic.location = context.revision->location(ref.name.span);
    if (may_be_concurrent(*drop, *table)) {
      diagnostic.help = "DROP INDEX CONCURRENTLY lets them go on; it runs outside a transaction";
      if (auto fix = add_concurrently(context, "index")) {
        diagnostic.fixes.push_back(std::move(*fix));
      }
    } else {
      diagnostic.help = "drop it in a revision of its own, with a short lock timeout";
    }
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
