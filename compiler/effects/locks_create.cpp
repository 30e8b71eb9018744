// Locks of statements that make something.

#include "compiler/effects/bound_proof.h"
#include "compiler/effects/locks.h"

namespace ashlar::effects {
namespace {

using catalog::Object;
using catalog::ObjectId;

ObjectId default_partition(const catalog::Catalog& catalog, ObjectId parent) {
  for (const Object* child : catalog.children_of(parent)) {
    const auto* table = std::get_if<catalog::Table>(&child->data);
    if (table != nullptr && table->default_partition) return child->id;
  }
  return 0;
}

void lock_foreign_keys(Draft& draft, const sql::CreateTable& statement) {
  const auto lock = [&draft](const sql::Constraint& constraint) {
    if (constraint.kind != sql::ConstraintKind::kForeignKey) return;
    lock_foreign_key(draft, constraint.referenced_table);
  };
  for (const sql::ColumnDefinition& column : statement.columns) {
    for (const sql::Constraint& constraint : column.constraints) lock(constraint);
  }
  for (const sql::Constraint& constraint : statement.constraints) lock(constraint);
}

/// A new partition gets its parent's foreign keys: their tables are locked once more.
void lock_inherited_foreign_keys(Draft& draft, ObjectId parent) {
  for (const Object* part : draft.before().parts_of(parent)) {
    const auto* key = std::get_if<catalog::Constraint>(&part->data);
    if (key == nullptr || key->kind != sql::ConstraintKind::kForeignKey) continue;
    for (const ObjectId id : partitions_of(draft.before(), key->referenced_table)) {
      draft.lock(id, LockMode::kShareRowExclusive, Naming::kReached);
    }
  }
}

void lock_parent(Draft& draft, const sql::CreateTable& statement) {
  const Object* parent = draft.lock(*statement.partition_of, LockMode::kAccessExclusive);
  if (parent == nullptr) return;
  lock_inherited_foreign_keys(draft, parent->id);
  for (const Object* part : draft.before().foreign_keys_to(parent->id)) {
    const auto& key = std::get<catalog::Constraint>(part->data);
    draft.lock(key.table, mode_of_referencing(draft), Naming::kReached);
  }
  // Rows of the new partition may lie in the default one: it is locked and read.
  const ObjectId other = default_partition(draft.before(), parent->id);
  const bool is_default = statement.bound.has_value() && statement.bound->is_default;
  if (other == 0 || is_default) return;
  draft.lock(other, LockMode::kAccessExclusive, Naming::kReached);
  const std::string bound =
      statement.bound.has_value() ? draft.text(statement.bound->span) : std::string();
  if (lies_outside(draft.before(), parent->id, other, bound).value_or(false)) return;
  for (const ObjectId id : stored_tree_of(draft.before(), other)) draft.scan(id);
}

}  // namespace

LockMode mode_of_referencing(const Draft& draft) {
  return draft.postgres() >= 15 ? LockMode::kShareRowExclusive : LockMode::kAccessShare;
}

void lock_foreign_key(Draft& draft, const sql::QualifiedName& referenced) {
  const Object* table = draft.find(referenced);
  if (table == nullptr) return;
  for (const ObjectId id : partitions_of(draft.before(), table->id)) {
    draft.lock(id, LockMode::kShareRowExclusive, Naming::kReached);
  }
}

void forecast_locks(const sql::CreateTable& statement, Draft& draft) {
  if (draft.changes().created.empty()) return;  // IF NOT EXISTS of a table that does
  if (statement.partition_of.has_value()) lock_parent(draft, statement);
  for (const sql::QualifiedName& parent : statement.inherits) {
    draft.lock(parent, LockMode::kShareUpdateExclusive);
  }
  lock_foreign_keys(draft, statement);
}

void forecast_locks(const sql::CreateIndex& statement, Draft& draft) {
  const Object* table = draft.find(statement.table);
  if (table == nullptr) return;
  const LockMode mode = statement.concurrently ? LockMode::kShareUpdateExclusive : LockMode::kShare;
  draft.lock(table->id, mode, Naming::kNamed);
  // IF NOT EXISTS of an index that does: the table is locked all the same.
  if (draft.changes().created.empty()) return;
  if (statement.only) {
    if (stores_rows(draft.before(), table->id)) draft.build(table->id);
    return;
  }
  for (const ObjectId id : partitions_of(draft.before(), table->id)) {
    draft.lock(id, mode, id == table->id ? Naming::kNamed : Naming::kReached);
  }
  for (const ObjectId id : draft.changes().created) {
    const auto* index = draft.after().get_as<catalog::Index>(id);
    if (index != nullptr && stores_rows(draft.before(), index->table)) draft.build(index->table);
  }
}

void forecast_locks(const sql::CreateView& statement, Draft& draft) {
  if (statement.or_replace) draft.lock(statement.name, LockMode::kAccessExclusive);
}

void forecast_locks(const sql::CreateTrigger& statement, Draft& draft) {
  const Object* table = draft.lock(statement.table, LockMode::kShareRowExclusive);
  if (table == nullptr || !statement.row) return;
  const auto* data = std::get_if<catalog::Table>(&table->data);
  if (data == nullptr || !data->partitioned_by.has_value()) return;
  draft.lock_tree(table->id, LockMode::kShareRowExclusive, Naming::kNamed);
}

void forecast_locks(const sql::CreateRule& statement, Draft& draft) {
  draft.lock(statement.table, LockMode::kAccessExclusive);
}

void forecast_locks(const sql::CreatePolicy& statement, Draft& draft) {
  draft.lock(statement.table, LockMode::kAccessExclusive);
}

void forecast_locks(const sql::AlterPolicy& statement, Draft& draft) {
  draft.lock(statement.table, LockMode::kAccessExclusive);
}

void forecast_locks(const sql::CreateStatistics& statement, Draft& draft) {
  draft.lock(statement.table, LockMode::kShareUpdateExclusive);
}

void forecast_locks(const sql::CreatePublication& statement, Draft& draft) {
  for (const sql::QualifiedName& name : statement.tables) {
    if (const Object* table = draft.find(name)) {
      draft.lock_tree(table->id, LockMode::kShareUpdateExclusive, Naming::kNamed);
    }
  }
}

}  // namespace ashlar::effects
