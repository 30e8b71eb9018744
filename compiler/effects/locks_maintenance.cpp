// Locks of maintenance statements and of LOCK TABLE.

#include "compiler/effects/locks.h"

namespace ashlar::effects {
namespace {

using catalog::Object;
using catalog::ObjectId;

std::optional<LockMode> mode_named(std::string_view name) {
  for (const LockMode mode :
       {LockMode::kAccessShare, LockMode::kRowShare, LockMode::kRowExclusive,
        LockMode::kShareUpdateExclusive, LockMode::kShare, LockMode::kShareRowExclusive,
        LockMode::kExclusive, LockMode::kAccessExclusive}) {
    if (to_string(mode) == name) return mode;
  }
  return std::nullopt;
}

/// Relations that VACUUM, ANALYZE and CLUSTER without a list of tables work on.
std::vector<ObjectId> all_stored(const catalog::Catalog& catalog) {
  std::vector<ObjectId> found;
  catalog.for_each_object([&](const Object& object) {
    if (stores_rows(catalog, object.id)) found.push_back(object.id);
  });
  return found;
}

void vacuum(Draft& draft, const sql::Vacuum& statement, ObjectId table, Naming naming) {
  const LockMode mode =
      statement.full ? LockMode::kAccessExclusive : LockMode::kShareUpdateExclusive;
  draft.lock(table, mode, naming);
  if (!statement.full || !stores_rows(draft.before(), table)) return;
  draft.rewrite(table);
}

void reindex_table(Draft& draft, ObjectId table, LockMode mode, Naming naming) {
  const auto* root = draft.before().get_as<catalog::Table>(table);
  if (draft.postgres() < 14 && root != nullptr && root->partitioned_by.has_value()) {
    draft.lock(table, mode, naming);  // and nothing is done
    return;
  }
  for (const ObjectId id : tree_of(draft.before(), table)) {
    const auto* data = draft.before().get_as<catalog::Table>(id);
    // Inheriting tables are not reached, partitions are.
    if (id != table && (data == nullptr || data->partition_of == 0)) continue;
    draft.lock(id, mode, id == table ? naming : Naming::kReached);
    // Even where it is concurrent: they are listed under that lock. (indexcmds.c,
    // ReindexPartitions)
    if (id != table) draft.lock(id, LockMode::kShare, Naming::kReached);
    if (stores_rows(draft.before(), id)) draft.build(id);
  }
}

void reindex_index(Draft& draft, const Object& index, const sql::Reindex& statement) {
  const auto* data = std::get_if<catalog::Index>(&index.data);
  if (data == nullptr) return;
  const LockMode on_index =
      statement.concurrently ? LockMode::kShareUpdateExclusive : LockMode::kAccessExclusive;
  const LockMode on_table =
      statement.concurrently ? LockMode::kShareUpdateExclusive : LockMode::kShare;
  draft.lock(index.id, on_index, Naming::kNamed);
  draft.lock(data->table, on_table, Naming::kReached);
  if (stores_rows(draft.before(), data->table)) draft.build(data->table);
  for (const Object* part : draft.before().children_of(index.id)) {
    reindex_index(draft, *part, statement);
  }
}

}  // namespace

void forecast_locks(const sql::RefreshMaterializedView& statement, Draft& draft) {
  const LockMode mode = statement.concurrently ? LockMode::kExclusive : LockMode::kAccessExclusive;
  const Object* view = draft.lock(statement.view, mode);
  if (view != nullptr && !statement.concurrently) draft.rewrite(view->id);
}

/// VACUUM opens partitioned tables too, if only to find that there is nothing to do; ANALYZE
/// gathers their statistics. (vacuum.c, get_all_vacuum_rels)
void vacuum_partitioned(Draft& draft, const sql::Vacuum& statement) {
  draft.before().for_each_object([&](const Object& object) {
    const auto* table = std::get_if<catalog::Table>(&object.data);
    if (table == nullptr || !table->partitioned_by.has_value()) return;
    vacuum(draft, statement, object.id, Naming::kReached);
  });
}

void forecast_locks(const sql::Vacuum& statement, Draft& draft) {
  if (statement.tables.empty()) {
    for (const ObjectId id : all_stored(draft.before())) {
      vacuum(draft, statement, id, Naming::kReached);
    }
    vacuum_partitioned(draft, statement);
    return;
  }
  for (const sql::QualifiedName& name : statement.tables) {
    const Object* table = draft.find(name);
    if (table == nullptr) continue;
    vacuum(draft, statement, table->id, Naming::kNamed);
    // Since 18 inheriting tables are reached too. (manual, "VACUUM", ONLY)
    if (draft.says_only(name)) continue;
    const bool all = draft.postgres() >= 18;
    for (const ObjectId id :
         all ? tree_of(draft.before(), table->id) : partitions_of(draft.before(), table->id)) {
      if (id != table->id) vacuum(draft, statement, id, Naming::kReached);
    }
  }
}

void forecast_locks(const sql::Cluster& statement, Draft& draft) {
  if (statement.table.name.empty()) return;  // which tables were clustered before is not kept
  const Object* table = draft.lock(statement.table, LockMode::kAccessExclusive);
  if (table == nullptr) return;
  for (const ObjectId id : stored_tree_of(draft.before(), table->id)) {
    draft.lock(id, LockMode::kAccessExclusive, id == table->id ? Naming::kNamed : Naming::kReached);
    draft.rewrite(id);
  }
  if (statement.index.empty()) return;
  sql::QualifiedName index;
  index.schema.text = table->schema;
  index.name = statement.index;
  draft.lock(index, LockMode::kAccessExclusive);
}

void forecast_locks(const sql::Reindex& statement, Draft& draft) {
  const LockMode on_table =
      statement.concurrently ? LockMode::kShareUpdateExclusive : LockMode::kShare;
  switch (statement.target) {
    case sql::Reindex::Target::kIndex:
      if (const Object* index = draft.find(statement.name)) {
        reindex_index(draft, *index, statement);
      }
      return;
    case sql::Reindex::Target::kTable:
      if (const Object* table = draft.find(statement.name)) {
        reindex_table(draft, table->id, on_table, Naming::kNamed);
      }
      return;
    case sql::Reindex::Target::kSchema:
      for (const Object* member : draft.before().members_of(statement.name.name.text)) {
        if (!stores_rows(draft.before(), member->id)) continue;
        reindex_table(draft, member->id, on_table, Naming::kReached);
      }
      return;
    case sql::Reindex::Target::kDatabase:
      for (const ObjectId id : all_stored(draft.before())) {
        reindex_table(draft, id, on_table, Naming::kReached);
      }
      return;
    case sql::Reindex::Target::kSystem:
      return;
  }
}

void forecast_locks(const sql::LockTable& statement, Draft& draft) {
  const std::optional<LockMode> mode = mode_named(statement.mode);
  if (!mode.has_value()) return;
  for (const sql::QualifiedName& name : statement.tables) {
    const Object* relation = draft.find(name);
    if (relation == nullptr) continue;
    draft.lock(relation->id, *mode, Naming::kNamed);
    if (!draft.says_only(name)) draft.lock_tree(relation->id, *mode, Naming::kNamed);
    if (!std::holds_alternative<catalog::View>(relation->data)) continue;
    // A view's tables are locked with it. (lockcmds.c, LockViewRecurse)
    for (const catalog::Dependency& dependency : draft.before().dependencies_of(relation->id)) {
      draft.lock_tree(dependency.referenced, *mode, Naming::kReached);
    }
  }
}

}  // namespace ashlar::effects
