// Locks, rewrites, scans and builds of ALTER TABLE and its kin. The lock of the statement is the
// strongest that one of its subcommands needs (AlterTableGetLockLevel); each then says what else it
// does.

#include <algorithm>
#include <array>

#include "compiler/catalog/types.h"
#include "compiler/effects/bound_proof.h"
#include "compiler/effects/locks.h"
#include "compiler/effects/rewriting.h"
#include "grammar/text/overload.h"

namespace ashlar::effects {
namespace {

using catalog::Object;
using catalog::ObjectId;

/// Storage parameters that may change under a weak lock. (src/backend/access/common/reloptions.c)
LockMode option_level(const std::string& name) {
  static constexpr std::array<std::string_view, 6> kWeak{
      "fillfactor",           "parallel_workers",   "vacuum_truncate",
      "vacuum_index_cleanup", "toast_tuple_target", "deduplicate_items"};
  const bool weak = name.starts_with("autovacuum") || name.starts_with("toast.") ||
                    name == "log_autovacuum_min_duration" ||
                    std::find(kWeak.begin(), kWeak.end(), name) != kWeak.end();
  return weak ? LockMode::kShareUpdateExclusive : kStrongest;
}

LockMode options_level(const std::vector<sql::Option>& options) {
  LockMode level = LockMode::kShareUpdateExclusive;
  for (const sql::Option& option : options) level = std::max(level, option_level(option.name));
  return level;
}

LockMode property_level(sql::ColumnProperty property) {
  switch (property) {
    case sql::ColumnProperty::kStatistics:
    case sql::ColumnProperty::kOptions:
      return LockMode::kShareUpdateExclusive;
    case sql::ColumnProperty::kStorage:
    case sql::ColumnProperty::kCompression:
    case sql::ColumnProperty::kForeignOptions:
      return kStrongest;
  }
  return kStrongest;
}

LockMode level_of(const sql::TableAction& action) {
  return std::visit(
      Overload{
          [](const sql::SetColumnProperty& a) { return property_level(a.property); },
          [](const sql::AddConstraint& a) {
            return a.constraint.kind == sql::ConstraintKind::kForeignKey
                       ? LockMode::kShareRowExclusive
                       : kStrongest;
          },
          [](const sql::ValidateConstraint&) { return LockMode::kShareUpdateExclusive; },
          [](const sql::AttachPartition&) { return LockMode::kShareUpdateExclusive; },
          [](const sql::DetachPartition& a) {
            return a.concurrently || a.finalize ? LockMode::kShareUpdateExclusive : kStrongest;
          },
          [](const sql::SetOptions& a) { return options_level(a.options); },
          [](const sql::SetTriggerState& a) {
            return a.rule ? kStrongest : LockMode::kShareRowExclusive;
          },
          [](const sql::SetCluster&) { return LockMode::kShareUpdateExclusive; },
          [](const auto&) { return kStrongest; },
      },
      action.node);
}

/// One ALTER TABLE: the relation, the lock of the whole statement, and its subcommands' work.
class Alteration {
 public:
  Alteration(Draft& draft, const Object& target, const sql::AlterTable& statement, LockMode mode)
      : draft_(draft), id_(target.id), name_(target.name), statement_(statement), mode_(mode) {}

  void run() {
    draft_.lock(id_, mode_, Naming::kNamed);
    for (const sql::TableAction& action : statement_.actions) {
      std::visit([this](const auto& node) { forecast(node); }, action.node);
    }
  }

 private:
  std::vector<ObjectId> tree() const {
    return statement_.only ? std::vector{id_} : tree_of(draft_.before(), id_);
  }
  void lock_tree() {
    if (!statement_.only) draft_.lock_tree(id_, mode_, Naming::kNamed);
  }
  void rewrite_tree() {
    for (const ObjectId id : tree()) {
      if (stores_rows(draft_.before(), id)) draft_.rewrite(id);
    }
  }
  void scan_tree() {
    for (const ObjectId id : tree()) {
      if (stores_rows(draft_.before(), id)) draft_.scan(id);
    }
  }
  void scan_self() {
    if (stores_rows(draft_.before(), id_)) draft_.scan(id_);
  }
  /// Foreign keys reach partitions, not inheriting tables.
  void scan_partitions() {
    if (is_partitioned()) {
      scan_tree();
    } else {
      scan_self();
    }
  }
  bool is_partitioned() const {
    const auto* table = draft_.before().get_as<catalog::Table>(id_);
    return table != nullptr && table->partitioned_by.has_value();
  }

  // Columns.

  void forecast(const sql::AddColumn& action) {
    lock_tree();
    const Object* before = draft_.before().get(id_);
    const auto* table = std::get_if<catalog::Table>(&before->data);
    const sql::ColumnDefinition& column = action.column;
    const bool present =
        table != nullptr && catalog::find_column(*table, column.name.text) != nullptr;
    if (table == nullptr || (present && action.if_not_exists)) return;
    if (added_column_rewrites(column, draft_)) {
      rewrite_tree();
    }
    // NOT NULL without a value fails at the first row: nothing that takes long.
    for (const sql::Constraint& constraint : column.constraints) add_inline(column, constraint);
  }

  void add_inline(const sql::ColumnDefinition& column, const sql::Constraint& constraint) {
    switch (constraint.kind) {
      case sql::ConstraintKind::kCheck:
        scan_tree();
        return;
      case sql::ConstraintKind::kForeignKey:
        lock_foreign_key(draft_, constraint.referenced_table);
        // A new column that is null everywhere needs no look at the rows.
        if (column.default_value.has_value()) scan_partitions();
        return;
      case sql::ConstraintKind::kPrimaryKey:
      case sql::ConstraintKind::kUnique:
      case sql::ConstraintKind::kExclusion:
        build_tree();
        return;
      case sql::ConstraintKind::kNotNull:
        return;
    }
  }

  void forecast(const sql::DropColumn&) {
    lock_tree();
    // Children keep the column as their own. (tablecmds.c, ATExecDropColumn)
    for (const Object* child : draft_.before().children_of(id_)) {
      draft_.lock(child->id, mode_, Naming::kReached);
    }
    lock_dropped(draft_);
  }

  void forecast(const sql::AlterColumnType& action) {
    lock_tree();
    const std::string expression =
        action.using_expression.has_value() ? text(action.using_expression->span) : "";
    const catalog::Type to = catalog::resolve_type(draft_.before(), action.type);
    for (const ObjectId id : tree()) {
      const auto* table = draft_.before().get_as<catalog::Table>(id);
      const catalog::Column* column =
          table == nullptr ? nullptr : catalog::find_column(*table, action.column.text);
      if (column == nullptr) continue;
      TypeChange change = type_change(draft_.before(), column->type, to);
      if (!is_plain_using(action, expression)) change = TypeChange::kRewrite;
      // Indexes are in the order of the collation; without COLLATE it is the type's own again.
      const bool reordered = action.collation.name.text != column->collation.name;
      if (change == TypeChange::kFree && reordered) change = TypeChange::kRebuildIndexes;
      change_type(id, *column, change);
    }
  }

  void change_type(ObjectId table, const catalog::Column& column, TypeChange change) {
    const bool stored = stores_rows(draft_.before(), table);
    if (stored && change == TypeChange::kRewrite) draft_.rewrite(table);
    for (const catalog::Dependency& dependency :
         draft_.before().dependents_of(table, column.number)) {
      const Object* dependent = draft_.before().get(dependency.dependent);
      if (dependent == nullptr || goes_too(dependent->id)) continue;
      if (const auto* constraint = std::get_if<catalog::Constraint>(&dependent->data)) {
        retype_constraint(table, *constraint, change);
      } else if (const auto* index = std::get_if<catalog::Index>(&dependent->data)) {
        if (stored && is_built_anew(*index, change)) draft_.build(table);
      }
    }
  }

  /// The same statement drops it.
  bool goes_too(ObjectId id) const {
    const auto& dropped = draft_.changes().dropped;
    return std::find(dropped.begin(), dropped.end(), id) != dropped.end();
  }

  /// Indexes keep their files where nothing in them changes; never those with expressions or a
  /// predicate, nor a partition's part of an index. (indexcmds.c, CheckIndexCompatible)
  static bool is_built_anew(const catalog::Index& index, TypeChange change) {
    if (change == TypeChange::kRebuildIndexes || index.partition_of != 0) return true;
    return !index.predicate.empty() ||
           std::any_of(index.keys.begin(), index.keys.end(),
                       [](const catalog::IndexKey& key) { return key.column == 0; });
  }

  /// Constraints on the column are dropped and made again. (ATPostAlterTypeCleanup)
  void retype_constraint(ObjectId table, const catalog::Constraint& constraint, TypeChange change) {
    if (constraint.kind == sql::ConstraintKind::kCheck) {
      if (stores_rows(draft_.before(), table) && constraint.validated) draft_.scan(table);
      return;
    }
    if (constraint.kind != sql::ConstraintKind::kForeignKey) {
      const auto* index = draft_.before().get_as<catalog::Index>(constraint.index);
      const bool stored = stores_rows(draft_.before(), table);
      if (stored && index != nullptr && is_built_anew(*index, change)) draft_.build(table);
      return;
    }
    draft_.lock(constraint.table, kStrongest, Naming::kReached);
    draft_.lock(constraint.referenced_table, kStrongest, Naming::kReached);
    if (change == TypeChange::kRewrite && stores_rows(draft_.before(), constraint.table)) {
      draft_.scan(constraint.table);
    }
  }

  void forecast(const sql::SetColumnDefault&) { lock_tree(); }

  void forecast(const sql::SetColumnNotNull& action) {
    lock_tree();
    if (action.not_null) scan_for_nulls(action.column.text);
  }

  void scan_for_nulls(const std::string& name) {
    for (const ObjectId id : tree()) {
      const auto* table = draft_.before().get_as<catalog::Table>(id);
      const catalog::Column* column =
          table == nullptr ? nullptr : catalog::find_column(*table, name);
      if (column == nullptr || column->not_null || !stores_rows(draft_.before(), id)) continue;
      if (!check_implies_not_null(draft_.before(), id, name)) draft_.scan(id);
    }
  }

  void forecast(const sql::SetColumnProperty& action) {
    if (action.property == sql::ColumnProperty::kStatistics ||
        action.property == sql::ColumnProperty::kStorage) {
      lock_tree();
    }
  }
  void forecast(const sql::AlterColumnGenerated& action) {
    lock_tree();
    if (action.expression.has_value()) rewrite_tree();
  }
  void forecast(const sql::AlterColumnIdentity& action) {
    for (const ObjectId id : draft_.changes().dropped) {
      draft_.lock(id, kStrongest, Naming::kReached);
    }
    const auto* table = draft_.before().get_as<catalog::Table>(id_);
    const catalog::Column* column =
        table == nullptr ? nullptr : catalog::find_column(*table, action.column.text);
    if (column == nullptr || action.change != sql::IdentityChange::kSet) return;
    draft_.lock(column->sequence, LockMode::kShareRowExclusive, Naming::kReached);
  }

  // Constraints.

  void build_tree() {
    for (const ObjectId id : tree()) {
      const auto* table = draft_.before().get_as<catalog::Table>(id);
      const bool reached = id == id_ || (table != nullptr && table->partition_of != 0);
      if (!reached) continue;
      // Partitions' indexes are made as by CREATE INDEX (indexcmds.c, DefineIndex); since 18 ALTER
      // TABLE has locked them before (tablecmds.c, ATPrepCmd, AT_AddConstraint).
      if (id == id_) {
        draft_.lock(id, mode_, Naming::kNamed);
      } else {
        draft_.lock(id, draft_.postgres() >= 18 ? mode_ : LockMode::kShare, Naming::kReached);
      }
      if (stores_rows(draft_.before(), id)) draft_.build(id);
    }
  }

  void forecast(const sql::AddConstraint& action) {
    const sql::Constraint& constraint = action.constraint;
    switch (constraint.kind) {
      case sql::ConstraintKind::kCheck:
        if (!constraint.no_inherit || locks_children()) lock_tree();
        if (constraint.not_valid) return;
        if (constraint.no_inherit) {
          scan_self();
        } else {
          scan_tree();
        }
        return;
      case sql::ConstraintKind::kForeignKey:
        lock_foreign_key(draft_, constraint.referenced_table);
        if (is_partitioned() || locks_children()) lock_tree();
        if (!constraint.not_valid) scan_partitions();
        return;
      case sql::ConstraintKind::kPrimaryKey:
      case sql::ConstraintKind::kUnique:
      case sql::ConstraintKind::kExclusion:
        add_key(constraint);
        return;
      case sql::ConstraintKind::kNotNull:
        lock_tree();
        for (const sql::Name& column : constraint.columns) scan_for_nulls(column.text);
        return;
    }
  }

  /// Since 18 every ADD CONSTRAINT reaches for the children before it is known whether it concerns
  /// them. (tablecmds.c, ATPrepCmd, AT_AddConstraint)
  bool locks_children() const { return draft_.postgres() >= 18; }

  void add_key(const sql::Constraint& constraint) {
    if (locks_children()) lock_tree();
    const bool adopts = !constraint.using_index.empty();
    if (!adopts) build_tree();
    std::vector<std::string> columns;
    for (const sql::Name& column : constraint.columns) columns.push_back(column.text);
    if (adopts) columns = adopt_index(constraint);
    if (constraint.kind != sql::ConstraintKind::kPrimaryKey) return;
    const auto* table = draft_.before().get_as<catalog::Table>(id_);
    for (const std::string& name : columns) {
      const catalog::Column* column =
          table == nullptr ? nullptr : catalog::find_column(*table, name);
      if (column == nullptr || column->not_null) continue;
      lock_tree();
      scan_for_nulls(name);
    }
  }

  /// Renaming the index to the constraint's name locks it. Returns the index's columns.
  std::vector<std::string> adopt_index(const sql::Constraint& constraint) {
    sql::QualifiedName name;
    name.schema.text = draft_.before().get(id_)->schema;
    name.name = constraint.using_index;
    const Object* object = draft_.find(name);
    const auto* index = object == nullptr ? nullptr : std::get_if<catalog::Index>(&object->data);
    const auto* table = draft_.before().get_as<catalog::Table>(id_);
    if (index == nullptr || table == nullptr) return {};
    if (!constraint.name.empty() && constraint.name.text != object->name) {
      draft_.lock(object->id, LockMode::kShareUpdateExclusive, Naming::kNamed);
    }
    std::vector<std::string> columns;
    for (const catalog::IndexKey& key : index->keys) {
      if (const catalog::Column* column = catalog::find_column(*table, key.column)) {
        columns.push_back(column->name);
      }
    }
    return columns;
  }

  void forecast(const sql::DropConstraint& action) {
    const Object* found = draft_.before().find_constraint(id_, action.constraint.text);
    if (found == nullptr) return;
    lock_dropped(draft_);
    const auto& constraint = std::get<catalog::Constraint>(found->data);
    if (constraint.kind == sql::ConstraintKind::kCheck && !constraint.no_inherit) lock_tree();
    if (constraint.kind == sql::ConstraintKind::kForeignKey) {
      draft_.lock(constraint.referenced_table, kStrongest, Naming::kReached);
    }
  }

  void forecast(const sql::ValidateConstraint& action) {
    const Object* found = draft_.before().find_constraint(id_, action.constraint.text);
    if (found == nullptr) return;
    const auto& constraint = std::get<catalog::Constraint>(found->data);
    if (constraint.validated) return;
    if (constraint.kind == sql::ConstraintKind::kCheck) {
      lock_tree();
      scan_tree();
    } else {
      scan_partitions();
    }
  }

  // Partitions and inheritance.

  void forecast(const sql::AttachPartition& action) {
    const Object* child = draft_.find(action.partition);
    if (child == nullptr) return;
    if (std::holds_alternative<catalog::Index>(child->data)) {
      draft_.lock(child->id, kStrongest, Naming::kNamed);
      return;
    }
    draft_.lock_tree(child->id, kStrongest, Naming::kNamed);
    lock_keys_of_parent(LockMode::kShareRowExclusive, mode_of_referencing(draft_));
    lock_default_partition(child->id, action);
    if (!is_spared_scan(child->id, action)) {
      for (const ObjectId id : stored_tree_of(draft_.before(), child->id)) draft_.scan(id);
    }
    for (const ObjectId id : draft_.changes().created) {
      if (const auto* index = draft_.after().get_as<catalog::Index>(id)) {
        if (stores_rows(draft_.before(), index->table)) draft_.build(index->table);
      }
      const auto* key = draft_.after().get_as<catalog::Constraint>(id);
      if (key == nullptr || key->kind != sql::ConstraintKind::kForeignKey) continue;
      draft_.scan(child->id);
    }
    // A key of the child's own that becomes a part of the parent's loses its triggers.
    for (const ObjectId id : draft_.changes().altered) {
      const auto* key = draft_.before().get_as<catalog::Constraint>(id);
      if (key == nullptr || key->kind != sql::ConstraintKind::kForeignKey) continue;
      draft_.lock(key->referenced_table, kStrongest, Naming::kReached);
    }
  }

  /// Foreign keys that the parent has, and those to the parent.
  void lock_keys_of_parent(LockMode on_referenced, LockMode on_referencing) {
    for (const Object* part : draft_.before().parts_of(id_)) {
      const auto* key = std::get_if<catalog::Constraint>(&part->data);
      if (key == nullptr || key->kind != sql::ConstraintKind::kForeignKey) continue;
      draft_.lock(key->referenced_table, on_referenced, Naming::kReached);
    }
    for (const Object* part : draft_.before().foreign_keys_to(id_)) {
      const auto& key = std::get<catalog::Constraint>(part->data);
      draft_.lock(key.table, on_referencing, Naming::kReached);
    }
  }

  /// Rows of the new partition may lie in the default one.
  void lock_default_partition(ObjectId child, const sql::AttachPartition& action) {
    const ObjectId other = default_partition();
    if (other == 0 || other == child) return;
    draft_.lock_tree(other, kStrongest, Naming::kReached);
    if (action.bound.has_value() && action.bound->is_default) return;
    if (lies_outside(draft_.before(), id_, other, bound_words(action)).value_or(false)) return;
    for (const ObjectId id : stored_tree_of(draft_.before(), other)) draft_.scan(id);
  }

  ObjectId default_partition() const {
    for (const Object* child : draft_.before().children_of(id_)) {
      const auto* table = std::get_if<catalog::Table>(&child->data);
      if (table != nullptr && table->default_partition) return child->id;
    }
    return 0;
  }

  std::string bound_words(const sql::AttachPartition& action) const {
    return action.bound.has_value() ? text(action.bound->span) : std::string();
  }

  /// A validated CHECK implies the bound; where the two cannot be compared, one on all key columns
  /// is taken to.
  bool is_spared_scan(ObjectId child, const sql::AttachPartition& action) const {
    if (const auto inside = lies_inside(draft_.before(), id_, child, bound_words(action))) {
      return *inside;
    }
    const auto* parent = draft_.before().get_as<catalog::Table>(id_);
    const auto* table = draft_.before().get_as<catalog::Table>(child);
    if (parent == nullptr || table == nullptr || parent->partition_keys.empty()) return false;
    const std::vector<const Object*> parts = draft_.before().parts_of(child);
    return std::all_of(
        parent->partition_keys.begin(), parent->partition_keys.end(),
        [&](const catalog::IndexKey& key) {
          const catalog::Column* column = catalog::find_column(*table, key.name);
          return column != nullptr &&
                 std::any_of(parts.begin(), parts.end(), [column](const Object* part) {
                   const auto* check = std::get_if<catalog::Constraint>(&part->data);
                   return check != nullptr && check->kind == sql::ConstraintKind::kCheck &&
                          check->validated &&
                          std::find(check->columns.begin(), check->columns.end(), column->number) !=
                              check->columns.end();
                 });
        });
  }

  void forecast(const sql::DetachPartition& action) {
    const Object* child = draft_.find(action.partition);
    if (child == nullptr) return;
    // Where it is concurrent, for its second transaction.
    draft_.lock(child->id, kStrongest, Naming::kNamed);
    const ObjectId other = default_partition();
    if (other != 0) draft_.lock(other, kStrongest, Naming::kReached);
    lock_keys_of_parent(LockMode::kShareRowExclusive, kStrongest);
    // No row may go on referencing what leaves; the partition's side is looked up by its key.
    // (ri_triggers.c, RI_PartitionRemove_Check)
    for (const Object* part : draft_.before().foreign_keys_to(id_)) {
      draft_.scan(std::get<catalog::Constraint>(part->data).table);
    }
  }

  void forecast(const sql::SetInherit& action) {
    if (action.inherit) draft_.lock(action.parent, LockMode::kShareUpdateExclusive);
  }

  // The table as a whole.

  void forecast(const sql::ChangeOwner&) { lock_owned_sequences(); }
  void forecast(const sql::SetTriggerState&) {
    if (is_partitioned()) lock_tree();
  }
  void forecast(const sql::SetPersistence& action) {
    const auto* before = draft_.before().get_as<catalog::Table>(id_);
    if (before == nullptr || before->persistence == action.persistence) return;
    rewrite_self();
    if (draft_.postgres() >= 15) lock_owned_sequences();
  }
  void forecast(const sql::SetTablespace&) {
    const auto* before = draft_.before().get_as<catalog::Table>(id_);
    const auto* after = draft_.after().get_as<catalog::Table>(id_);
    if (before == nullptr || after == nullptr || before->tablespace != after->tablespace) {
      rewrite_self();
    }
  }
  void forecast(const sql::SetAccessMethod&) {
    if (changes_self()) rewrite_self();
  }
  /// The catalog notes no change where the table is where, or what, it is to be.
  bool changes_self() const {
    const auto& altered = draft_.changes().altered;
    return std::find(altered.begin(), altered.end(), id_) != altered.end();
  }
  void forecast(const sql::SetRowSecurity&) {}
  void forecast(const sql::SetOptions&) {}
  void forecast(const sql::SetReplicaIdentity& action) {
    lock_index(action.index, LockMode::kShare);
  }
  void forecast(const sql::SetCluster& action) {
    lock_index(action.index, LockMode::kShareUpdateExclusive);
  }
  void forecast(const sql::AlterConstraint&) {}
  void forecast(const sql::OtherTableAction&) {}

  void lock_index(const sql::Name& index, LockMode mode) {
    if (index.empty()) return;
    sql::QualifiedName name;
    name.schema.text = draft_.before().get(id_)->schema;
    name.name = index;
    draft_.lock(name, mode);
  }

  void rewrite_self() {
    if (stores_rows(draft_.before(), id_)) draft_.rewrite(id_);
  }

  void lock_owned_sequences() {
    for (const catalog::Dependency& dependency : draft_.before().dependents_of(id_)) {
      if (dependency.kind == catalog::DependencyKind::kNormal) continue;
      if (draft_.before().get_as<catalog::Sequence>(dependency.dependent) == nullptr) continue;
      draft_.lock(dependency.dependent, kStrongest, Naming::kReached);
    }
  }

  std::string text(Span span) const { return draft_.text(span); }

  Draft& draft_;
  ObjectId id_;
  std::string name_;
  const sql::AlterTable& statement_;
  LockMode mode_;
};

}  // namespace

void forecast_locks(const sql::AlterTable& statement, Draft& draft) {
  const Object* target = statement.kind == sql::ObjectKind::kType
                             ? draft.before().find_type(statement.name)
                             : draft.find(statement.name);
  if (target == nullptr || statement.actions.empty()) return;
  LockMode mode = LockMode::kAccessShare;
  for (const sql::TableAction& action : statement.actions) {
    mode = std::max(mode, level_of(action));
  }
  Alteration(draft, *target, statement, mode).run();
}

}  // namespace ashlar::effects
