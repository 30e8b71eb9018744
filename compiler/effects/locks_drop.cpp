// Locks of DROP.

#include "compiler/effects/locks.h"
#include "grammar/text/overload.h"

namespace ashlar::effects {
namespace {

using catalog::Object;
using catalog::ObjectId;

/// A partition's parent, and its default partition, whose bound changes. (heap.c,
/// heap_drop_with_catalog)
void lock_parent_of(Draft& draft, const catalog::Table& table) {
  if (table.partition_of == 0) return;
  draft.lock(table.partition_of, kStrongest, Naming::kReached);
  for (const Object* sibling : draft.before().children_of(table.partition_of)) {
    const auto* other = std::get_if<catalog::Table>(&sibling->data);
    if (other != nullptr && other->default_partition) {
      draft.lock(sibling->id, kStrongest, Naming::kReached);
    }
  }
}

/// True where the table has triggers of the foreign keys that reference it. Before 15 only its
/// partitions did where it is partitioned.
bool has_action_triggers(const Draft& draft, ObjectId referenced) {
  const auto* table = draft.before().get_as<catalog::Table>(referenced);
  return draft.postgres() >= 15 || table == nullptr || !table->partitioned_by.has_value();
}

void lock_constraint(Draft& draft, const catalog::Constraint& constraint) {
  draft.lock(constraint.table, kStrongest, Naming::kReached);
  // A partition's key has no triggers of its own on the table that it references.
  if (constraint.kind != sql::ConstraintKind::kForeignKey || constraint.parent != 0) return;
  for (const ObjectId id : tree_of(draft.before(), constraint.referenced_table)) {
    if (has_action_triggers(draft, id)) draft.lock(id, kStrongest, Naming::kReached);
  }
}

void lock_object(Draft& draft, const Object& object, Naming naming) {
  std::visit(Overload{
                 [&](const catalog::Table& table) {
                   draft.lock(object.id, kStrongest, naming);
                   lock_parent_of(draft, table);
                 },
                 [&](const catalog::Index& index) {
                   draft.lock(object.id, kStrongest, naming);
                   draft.lock(index.table, kStrongest, Naming::kReached);
                 },
                 [&](const catalog::Constraint& constraint) { lock_constraint(draft, constraint); },
                 [&](const catalog::View&) { draft.lock(object.id, kStrongest, naming); },
                 [&](const catalog::Sequence&) { draft.lock(object.id, kStrongest, naming); },
                 [&](const catalog::CompositeType&) { draft.lock(object.id, kStrongest, naming); },
                 [&](const catalog::Trigger& part) { draft.lock(part.table, kStrongest, naming); },
                 [&](const catalog::Policy& part) { draft.lock(part.table, kStrongest, naming); },
                 [&](const catalog::Rule& part) { draft.lock(part.table, kStrongest, naming); },
                 [&](const catalog::OtherObject& other) {
                   if (other.kind != sql::ObjectKind::kStatistics) return;
                   draft.lock(other.table, LockMode::kShareUpdateExclusive, Naming::kReached);
                 },
                 [](const auto&) {},
             },
             object.data);
}

}  // namespace

void lock_dropped(Draft& draft) {
  const catalog::Changes& changes = draft.changes();
  for (std::size_t i = 0; i < changes.dropped.size(); ++i) {
    const Object* object = draft.before().get(changes.dropped[i]);
    if (object == nullptr) continue;
    lock_object(draft, *object, i < changes.dropped_by_name ? Naming::kNamed : Naming::kReached);
  }
  // Tables that stay and lose a column or a default.
  for (const ObjectId id : changes.altered) {
    if (draft.before().get_as<catalog::Table>(id) != nullptr ||
        draft.before().get_as<catalog::CompositeType>(id) != nullptr) {
      draft.lock(id, kStrongest, Naming::kReached);
    }
  }
}

void forecast_locks(const sql::Drop& statement, Draft& draft) {
  if (!statement.concurrently) {
    lock_dropped(draft);
    return;
  }
  for (const ObjectId id : draft.changes().dropped) {
    const auto* index = draft.before().get_as<catalog::Index>(id);
    if (index == nullptr) continue;
    draft.lock(id, LockMode::kShareUpdateExclusive, Naming::kNamed);
    draft.lock(index->table, LockMode::kShareUpdateExclusive, Naming::kReached);
  }
}

}  // namespace ashlar::effects
