#include "compiler/catalog/statements/partitions.h"

#include <algorithm>
#include <utility>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/generated_names.h"
#include "compiler/catalog/refusals/inheritance_refusals.h"
#include "compiler/catalog/statements/constraints.h"
#include "compiler/catalog/statements/indexes.h"
#include "compiler/catalog/statements/partition_bounds.h"

namespace ashlar::catalog {
namespace {

enum class Inherited { kOneMore, kOneLess };

/// Counts the parent in or out for each column of the child that it has too.
void count_columns(Editor& editor, ObjectId parent, ObjectId child, Inherited change) {
  const auto* from = editor.catalog().get_as<Table>(parent);
  if (from == nullptr) return;
  std::vector<std::string> names;
  for (const Column& column : from->columns) names.push_back(column.name);
  Table* table = editor.edit<Table>(child);
  if (table == nullptr) return;
  for (Column& column : table->columns) {
    if (std::find(names.begin(), names.end(), column.name) == names.end()) continue;
    if (change == Inherited::kOneMore) {
      column.inherited += 1;
      continue;
    }
    if (column.inherited > 0) column.inherited -= 1;
    if (column.inherited == 0) column.local = true;
  }
}

/// A partition's columns are its parent's: none is its own (attislocal is false after ATTACH).
void disown_columns(Editor& editor, ObjectId partition) {
  Table* table = editor.edit<Table>(partition);
  for (Column& column : table->columns) column.local = false;
}

void erase_with_copies(Editor& editor, ObjectId trigger) {
  for (const Object* copy : editor.catalog().children_of(trigger)) {
    erase_with_copies(editor, copy->id);
  }
  editor.erase(trigger);
}

void detach_triggers(Editor& editor, ObjectId parent, ObjectId partition) {
  for (const Object* part : editor.catalog().parts_of(partition)) {
    const auto* trigger = std::get_if<Trigger>(&part->data);
    const auto* above =
        trigger == nullptr ? nullptr : editor.catalog().get_as<Trigger>(trigger->parent);
    // Copies go with the detachment. (tablecmds.c, DropClonedTriggersFromPartition)
    if (above != nullptr && above->table == parent) erase_with_copies(editor, part->id);
  }
}

/// DETACH … CONCURRENTLY leaves the bound behind as a CHECK. (tablecmds.c,
/// DetachAddConstraintIfNeeded)
void keep_bound(Editor& editor, ObjectId parent, ObjectId partition, SqlText condition,
                Span where) {
  if (condition.empty()) {
    editor.note_not_modelled("the CHECK constraint that DETACH … CONCURRENTLY leaves behind");
    return;
  }
  const auto* above = editor.catalog().get_as<Table>(parent);
  const Object* owner = editor.catalog().get(partition);
  const auto* table = owner == nullptr ? nullptr : std::get_if<Table>(&owner->data);
  if (above == nullptr || table == nullptr) return;
  Constraint check;
  check.table = partition;
  check.expression = std::move(condition);
  std::string named;
  for (const IndexKey& key : above->partition_keys) {
    const Column* column = find_column(*table, key.name);
    if (key.column == 0 || column == nullptr) continue;
    check.columns.push_back(column->number);
    named = column->name;
  }
  if (check.columns.size() != 1) named.clear();
  std::string name =
      choose_constraint_name(editor.catalog(), owner->schema, owner->name, named, "check", {});
  const std::vector<std::uint32_t> columns = check.columns;
  const ObjectId id = editor.add(owner->schema, std::move(name), std::move(check), where);
  for (const std::uint32_t column : columns) {
    editor.depend({id, 0, partition, column, DependencyKind::kAutomatic});
  }
}

/// The number that a column of one table has in another, which has it by the same name; 0 where it
/// does not.
std::uint32_t same_column(const Catalog& catalog, ObjectId from, std::uint32_t number,
                          ObjectId to) {
  const auto* source = catalog.get_as<Table>(from);
  const auto* target = catalog.get_as<Table>(to);
  const Column* column = source == nullptr ? nullptr : find_column(*source, number);
  if (column == nullptr || target == nullptr) return 0;
  const Column* found = find_column(*target, column->name);
  return found == nullptr ? 0 : found->number;
}

}  // namespace

void copy_trigger(Editor& editor, ObjectId trigger, ObjectId partition, Span where,
                  IfTriggered if_triggered) {
  const Object* original = editor.catalog().get(trigger);
  const auto* data = std::get_if<Trigger>(&original->data);
  if (data == nullptr || !data->row) return;
  Trigger copy = *data;
  if (const Object* present = editor.catalog().find_trigger(partition, original->name)) {
    if (if_triggered == IfTriggered::kLeave) return;
    erase_with_copies(editor, present->id);
    original = editor.catalog().get(trigger);
  }
  const ObjectId from = copy.table;
  const auto there = [&](std::uint32_t number) {
    return same_column(editor.catalog(), from, number, partition);
  };
  for (std::uint32_t& column : copy.update_columns) column = there(column);
  copy.when = moved_to(std::move(copy.when), from, partition, there);
  copy.table = partition;
  copy.parent = trigger;
  const ObjectId function = copy.function;
  const ObjectId id = editor.add({}, original->name, copy, where);
  editor.depend({id, 0, partition, 0, DependencyKind::kAutomatic});
  editor.depend({id, 0, trigger, 0, DependencyKind::kInternal});
  editor.depend({id, 0, function, 0, DependencyKind::kNormal});
  for (const Object* below : editor.catalog().children_of(partition)) {
    copy_trigger(editor, id, below->id, where, if_triggered);
  }
}

void inherit_partition_parts(Editor& editor, ObjectId parent, ObjectId partition, Span where) {
  for (const Object* part : editor.catalog().parts_of(parent)) {
    if (std::holds_alternative<Index>(part->data)) {
      ensure_partition_index(editor, part->id, partition, where);
    }
  }
  for (const Object* part : editor.catalog().parts_of(parent)) {
    if (std::holds_alternative<Trigger>(part->data)) {
      copy_trigger(editor, part->id, partition, where);
    }
  }
  inherit_foreign_keys(editor, parent, partition, where);
  reference_partition(editor, parent, partition);
}

void attach_partition(Editor& editor, ObjectId parent, const sql::AttachPartition& action,
                      Span where) {
  if (refuse_attach(editor, parent, action, where)) return;
  const Object* object = editor.catalog().find_relation(action.partition);
  const auto* table = object == nullptr ? nullptr : std::get_if<Table>(&object->data);
  if (table == nullptr || table->partition_of != 0 || object->id == parent) return;
  const ObjectId partition = object->id;
  const bool is_default = action.bound.has_value() && action.bound->is_default;
  const SqlText bound = action.bound.has_value() ? bound_text(editor, *action.bound) : SqlText{};
  editor.relink<Table>(partition, [&](Table& data) {
    data.partition_of = parent;
    data.default_partition = is_default;
    data.partition_bound = bound;
  });
  editor.depend({partition, 0, parent, 0, DependencyKind::kAutomatic});
  count_columns(editor, parent, partition, Inherited::kOneMore);
  disown_columns(editor, partition);
  inherit_checks(editor, parent, partition, where);
  inherit_partition_parts(editor, parent, partition, where);
}

void detach_partition(Editor& editor, ObjectId parent, const sql::DetachPartition& action,
                      Span where) {
  if (refuse_detach(editor, parent, action, where)) return;
  const Object* object = editor.catalog().find_relation(action.partition);
  const auto* table = object == nullptr ? nullptr : std::get_if<Table>(&object->data);
  if (table == nullptr || table->partition_of != parent) return;
  const ObjectId partition = object->id;
  SqlText condition = bound_condition(editor.catalog(), parent, partition);
  editor.relink<Table>(partition, [](Table& data) {
    data.partition_of = 0;
    data.default_partition = false;
    data.partition_bound = {};
  });
  editor.forget({partition, 0, parent, 0, DependencyKind::kAutomatic});
  count_columns(editor, parent, partition, Inherited::kOneLess);
  for (const Object* part : editor.catalog().parts_of(partition)) {
    if (std::holds_alternative<Index>(part->data)) detach_index(editor, part->id);
  }
  detach_triggers(editor, parent, partition);
  disinherit_checks(editor, parent, partition);
  disinherit_foreign_keys(editor, parent, partition);
  dereference_partition(editor, parent, partition);
  if (action.concurrently) keep_bound(editor, parent, partition, std::move(condition), where);
}

void set_inherit(Editor& editor, ObjectId child, const sql::SetInherit& action, Span where) {
  if (refuse_inherit(editor, child, action, where)) return;
  const Object* object = editor.catalog().find_relation(action.parent);
  const auto* table = editor.catalog().get_as<Table>(child);
  if (object == nullptr || table == nullptr || !std::holds_alternative<Table>(object->data)) return;
  const ObjectId parent = object->id;
  const bool present =
      std::find(table->inherits.begin(), table->inherits.end(), parent) != table->inherits.end();
  if (present == action.inherit) return;
  if (action.inherit) {
    editor.relink<Table>(child, [parent](Table& data) { data.inherits.push_back(parent); });
    editor.depend({child, 0, parent, 0, DependencyKind::kNormal});
    count_columns(editor, parent, child, Inherited::kOneMore);
    inherit_checks(editor, parent, child, where);
    return;
  }
  editor.relink<Table>(child, [parent](Table& data) { std::erase(data.inherits, parent); });
  editor.forget({child, 0, parent, 0, DependencyKind::kNormal});
  count_columns(editor, parent, child, Inherited::kOneLess);
  disinherit_checks(editor, parent, child);
}

}  // namespace ashlar::catalog
