// Locks of statements that read and write rows.

#include <algorithm>
#include <set>

#include "compiler/effects/locks.h"
#include "compiler/effects/losses.h"

namespace ashlar::effects {
namespace {

using catalog::Object;
using catalog::ObjectId;

/// Which rows a statement writes: INSERT finds its partition as it runs, UPDATE and DELETE open
/// all.
enum class Writes { kTable, kTree };

void lock_written(Draft& draft, const sql::QualifiedName& name, Writes writes) {
  const Object* target = draft.find(name);
  if (target == nullptr) return;
  draft.lock(target->id, LockMode::kRowExclusive, Naming::kNamed);
  if (std::holds_alternative<catalog::View>(target->data)) {
    // A view that can be written through: what stands behind it is written.
    for (const catalog::Dependency& dependency : draft.before().dependencies_of(target->id)) {
      draft.lock(dependency.referenced, LockMode::kRowExclusive, Naming::kReached);
    }
    return;
  }
  if (writes == Writes::kTree && !draft.says_only(name)) {
    draft.lock_tree(target->id, LockMode::kRowExclusive, Naming::kNamed);
  }
}

bool writes_referencing(sql::ReferentialAction action) {
  switch (action) {
    case sql::ReferentialAction::kCascade:
    case sql::ReferentialAction::kSetNull:
    case sql::ReferentialAction::kSetDefault:
      return true;
    case sql::ReferentialAction::kNoAction:
    case sql::ReferentialAction::kRestrict:
      return false;
  }
  return false;
}

/// Tables whose rows follow by ON DELETE, all the way down. (ri_triggers.c)
void lock_followers(Draft& draft, ObjectId table, std::set<ObjectId>& seen) {
  if (!seen.insert(table).second) return;
  for (const Object* part : draft.before().foreign_keys_to(table)) {
    const auto& key = std::get<catalog::Constraint>(part->data);
    if (!writes_referencing(key.on_delete)) continue;
    draft.lock_tree(key.table, LockMode::kRowExclusive, Naming::kReached);
    if (key.on_delete == sql::ReferentialAction::kCascade) lock_followers(draft, key.table, seen);
  }
}

/// Tables whose rows follow by ON UPDATE where a referenced column is assigned.
void lock_updated_followers(Draft& draft, const Object& table,
                            const std::vector<sql::Name>& columns) {
  const auto* data = std::get_if<catalog::Table>(&table.data);
  if (data == nullptr) return;
  for (const Object* part : draft.before().foreign_keys_to(table.id)) {
    const auto& key = std::get<catalog::Constraint>(part->data);
    if (!writes_referencing(key.on_update)) continue;
    const bool assigned = std::any_of(columns.begin(), columns.end(), [&](const sql::Name& name) {
      const catalog::Column* column = catalog::find_column(*data, name.text);
      return column != nullptr &&
             std::find(key.referenced_columns.begin(), key.referenced_columns.end(),
                       column->number) != key.referenced_columns.end();
    });
    if (assigned) draft.lock_tree(key.table, LockMode::kRowExclusive, Naming::kReached);
  }
}

}  // namespace

void forecast_locks(const sql::Insert& statement, Draft& draft) {
  lock_written(draft, statement.table, Writes::kTable);
}

void forecast_locks(const sql::Update& statement, Draft& draft) {
  lock_written(draft, statement.table, Writes::kTree);
  if (const Object* table = draft.find(statement.table)) {
    lock_updated_followers(draft, *table, statement.columns);
  }
}

void forecast_locks(const sql::Delete& statement, Draft& draft) {
  lock_written(draft, statement.table, Writes::kTree);
  const Object* table = draft.find(statement.table);
  if (table == nullptr) return;
  std::set<ObjectId> seen;
  lock_followers(draft, table->id, seen);
}

void forecast_locks(const sql::Merge& statement, Draft& draft) {
  lock_written(draft, statement.table, Writes::kTree);
}

void forecast_locks(const sql::Select& statement, Draft& draft) {
  for (const sql::QualifiedName& name : statement.writes) {
    lock_written(draft, name, Writes::kTree);
  }
}

void forecast_locks(const sql::Copy& statement, Draft& draft) {
  if (statement.from) lock_written(draft, statement.table, Writes::kTable);
}

void forecast_locks(const sql::Truncate& statement, Draft& draft) {
  for (const Truncated& truncated : truncated_tables(statement, draft.before())) {
    const Naming naming = truncated.named == nullptr ? Naming::kReached : Naming::kNamed;
    draft.lock(truncated.table, LockMode::kAccessExclusive, naming);
    if (!statement.restart_identity) continue;
    for (const catalog::Dependency& dependency : draft.before().dependents_of(truncated.table)) {
      if (dependency.kind == catalog::DependencyKind::kNormal) continue;
      if (draft.before().get_as<catalog::Sequence>(dependency.dependent) == nullptr) continue;
      draft.lock(dependency.dependent, LockMode::kAccessExclusive, Naming::kReached);
    }
  }
}

}  // namespace ashlar::effects
