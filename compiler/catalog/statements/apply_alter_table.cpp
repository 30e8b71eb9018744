// ALTER TABLE and the statements that share its subcommands (ALTER INDEX, VIEW, SEQUENCE, TYPE).
// Subcommands run in the server's passes, not as written (tablecmds.c, AlterTablePass).

#include <algorithm>

#include "compiler/catalog/statements/alter_columns.h"
#include "compiler/catalog/statements/alter_constraints.h"
#include "compiler/catalog/statements/alter_properties.h"
#include "compiler/catalog/statements/constraints.h"
#include "compiler/catalog/statements/indexes.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/owners.h"
#include "compiler/catalog/statements/partitions.h"
#include "compiler/catalog/statements/statements.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

int pass_of(const sql::Constraint& constraint) {
  switch (constraint.kind) {
    case sql::ConstraintKind::kPrimaryKey:
    case sql::ConstraintKind::kUnique:
    case sql::ConstraintKind::kExclusion:
      return constraint.using_index.empty() ? 5 : 4;
    case sql::ConstraintKind::kForeignKey:
      return 7;
    case sql::ConstraintKind::kCheck:
    case sql::ConstraintKind::kNotNull:
      return 6;
  }
  return 6;
}

int pass_of(sql::IdentityChange change) {
  switch (change) {
    case sql::IdentityChange::kAdd:
      return 6;
    case sql::IdentityChange::kSet:
      return 8;
    case sql::IdentityChange::kDrop:
      return 0;
  }
  return 3;
}

/// AlterTablePass: drops first, then types, columns, what hangs on columns, keys, other
/// constraints.
int pass_of(const sql::TableAction& action) {
  return std::visit(
      Overload{
          [](const sql::DropColumn&) { return 0; },
          [](const sql::DropConstraint&) { return 0; },
          [](const sql::AlterColumnType&) { return 1; },
          [](const sql::AddColumn&) { return 2; },
          [](const sql::SetColumnDefault& set) { return set.value ? 6 : 0; },
          [](const sql::SetColumnNotNull& set) { return set.not_null ? 3 : 0; },
          [](const sql::AlterColumnIdentity& alter) { return pass_of(alter.change); },
          [](const sql::AlterColumnGenerated& alter) { return alter.expression ? 3 : 0; },
          [](const sql::SetColumnProperty&) { return 3; },
          [](const sql::AddConstraint& add) { return pass_of(add.constraint); },
          [](const auto&) { return 8; },
      },
      action.node);
}

/// Kinds of relation that a subcommand serves, as bits. (tablecmds.c, ATSimplePermissions)
enum Kinds : unsigned {
  kTables = 1U,
  kForeignTables = 2U,
  kViews = 4U,
  kMaterializedViews = 8U,
  kIndexes = 16U,
  kSequences = 32U,
  kComposites = 64U,
};

unsigned kind_bit(const Object& object) {
  return std::visit(
      Overload{
          [](const Table& table) -> unsigned { return table.foreign ? kForeignTables : kTables; },
          [](const View& view) -> unsigned {
            return view.materialized ? kMaterializedViews : kViews;
          },
          [](const Index&) -> unsigned { return kIndexes; },
          [](const Sequence&) -> unsigned { return kSequences; },
          [](const CompositeType&) -> unsigned { return kComposites; },
          [](const auto&) -> unsigned { return 0; },
      },
      object.data);
}

unsigned kinds_for(const sql::SetColumnProperty& action) {
  switch (action.property) {
    case sql::ColumnProperty::kStatistics:
      return kTables | kMaterializedViews | kIndexes | kForeignTables;
    case sql::ColumnProperty::kStorage:
    case sql::ColumnProperty::kOptions:
      return kTables | kMaterializedViews | kForeignTables;
    case sql::ColumnProperty::kCompression:
      return kTables | kMaterializedViews;
    case sql::ColumnProperty::kForeignOptions:
      return kForeignTables;
  }
  return ~0U;
}

unsigned kinds_for(const sql::OtherTableAction& action) {
  return action.keyword == "AT_AddOf" || action.keyword == "AT_DropOf" ? +kTables : ~0U;
}

unsigned kinds_for(const sql::TableAction& action) {
  constexpr unsigned kAnyTable = kTables | kForeignTables;
  return std::visit(
      Overload{
          [](const sql::AddColumn&) { return kAnyTable | kComposites; },
          [](const sql::DropColumn&) { return kAnyTable | kComposites; },
          [](const sql::AlterColumnType&) { return kAnyTable | kComposites; },
          [](const sql::SetColumnDefault&) { return kAnyTable | kViews; },
          [](const sql::SetColumnNotNull&) { return kAnyTable + 0U; },
          [](const sql::SetColumnProperty& set) { return kinds_for(set); },
          [](const sql::AlterColumnGenerated&) { return kAnyTable + 0U; },
          [](const sql::AlterColumnIdentity&) { return kAnyTable | kViews; },
          [](const sql::AddConstraint&) { return kAnyTable + 0U; },
          [](const sql::AlterConstraint&) { return kTables + 0U; },
          [](const sql::DropConstraint&) { return kAnyTable + 0U; },
          [](const sql::ValidateConstraint&) { return kAnyTable + 0U; },
          [](const sql::AttachPartition&) { return kTables | kIndexes; },
          [](const sql::DetachPartition&) { return kTables + 0U; },
          [](const sql::SetInherit&) { return kAnyTable + 0U; },
          [](const sql::ChangeOwner&) { return ~0U; },
          [](const sql::SetOptions& set) {
            return set.foreign ? +kForeignTables : kTables | kViews | kMaterializedViews | kIndexes;
          },
          [](const sql::SetRowSecurity&) { return kTables + 0U; },
          [](const sql::SetTriggerState& set) { return set.rule ? ~0U : kAnyTable + 0U; },
          [](const sql::SetPersistence&) { return kTables | kSequences; },
          [](const sql::SetTablespace&) { return kTables | kMaterializedViews | kIndexes; },
          [](const sql::SetAccessMethod&) { return kTables | kMaterializedViews; },
          [](const sql::SetReplicaIdentity&) { return kTables | kMaterializedViews; },
          [](const sql::SetCluster&) { return kTables | kMaterializedViews; },
          [](const sql::OtherTableAction& other) { return kinds_for(other); },
      },
      action.node);
}

bool refuse_kind(Editor& editor, const Object& object, const sql::TableAction& action) {
  const unsigned actual = kind_bit(object);
  if (actual == 0 || (kinds_for(action) & actual) != 0) return false;
  refuse(editor, ProblemKind::kWrongObjectKind, "42809",
         "the action cannot be performed on " + std::string(sql::to_string(kind_of(object))) +
             " `" + object.name + "`",
         action.span);
  return true;
}

/// ALTER VIEW of a table and the like. ALTER TABLE takes all but composite types. (tablecmds.c,
/// RangeVarCallbackForAlterRelation)
bool refuse_statement_kind(Editor& editor, const Object& object, const sql::AlterTable& statement) {
  const unsigned actual = kind_bit(object);
  unsigned wanted = ~0U;
  switch (statement.kind) {
    case sql::ObjectKind::kTable:
      wanted = ~static_cast<unsigned>(kComposites);
      break;
    case sql::ObjectKind::kForeignTable:
      wanted = kForeignTables;
      break;
    case sql::ObjectKind::kView:
      wanted = kViews;
      break;
    case sql::ObjectKind::kMaterializedView:
      wanted = kMaterializedViews;
      break;
    case sql::ObjectKind::kIndex:
      wanted = kIndexes;
      break;
    case sql::ObjectKind::kSequence:
      wanted = kSequences;
      break;
    case sql::ObjectKind::kType:
      wanted = kComposites;
      break;
    case sql::ObjectKind::kColumn:
    case sql::ObjectKind::kConstraint:
    case sql::ObjectKind::kDomainConstraint:
    case sql::ObjectKind::kSchema:
    case sql::ObjectKind::kDomain:
    case sql::ObjectKind::kAttribute:
    case sql::ObjectKind::kEnumValue:
    case sql::ObjectKind::kFunction:
    case sql::ObjectKind::kProcedure:
    case sql::ObjectKind::kRoutine:
    case sql::ObjectKind::kAggregate:
    case sql::ObjectKind::kOperator:
    case sql::ObjectKind::kOperatorClass:
    case sql::ObjectKind::kOperatorFamily:
    case sql::ObjectKind::kCast:
    case sql::ObjectKind::kCollation:
    case sql::ObjectKind::kConversion:
    case sql::ObjectKind::kTrigger:
    case sql::ObjectKind::kEventTrigger:
    case sql::ObjectKind::kRule:
    case sql::ObjectKind::kPolicy:
    case sql::ObjectKind::kExtension:
    case sql::ObjectKind::kLanguage:
    case sql::ObjectKind::kStatistics:
    case sql::ObjectKind::kPublication:
    case sql::ObjectKind::kSubscription:
    case sql::ObjectKind::kForeignDataWrapper:
    case sql::ObjectKind::kForeignServer:
    case sql::ObjectKind::kUserMapping:
    case sql::ObjectKind::kTextSearchConfiguration:
    case sql::ObjectKind::kTextSearchDictionary:
    case sql::ObjectKind::kTextSearchParser:
    case sql::ObjectKind::kTextSearchTemplate:
    case sql::ObjectKind::kAccessMethod:
    case sql::ObjectKind::kTransform:
    case sql::ObjectKind::kRole:
    case sql::ObjectKind::kDatabase:
    case sql::ObjectKind::kTablespace:
    case sql::ObjectKind::kLargeObject:
    case sql::ObjectKind::kOther:
      break;
  }
  if (actual == 0 || (wanted & actual) != 0) return false;
  const std::string kind = statement.kind == sql::ObjectKind::kType
                               ? "composite type"
                               : std::string(sql::to_string(statement.kind));
  refuse(editor, ProblemKind::kWrongObjectKind, "42809", "`" + object.name + "` is not a " + kind,
         span_of(statement.name.name, statement.name.span),
         "it is a " + std::string(sql::to_string(kind_of(object))));
  return true;
}

void attach(Editor& editor, ObjectId target, const sql::AttachPartition& action, Span where) {
  if (!std::holds_alternative<Index>(editor.catalog().get(target)->data)) {
    attach_partition(editor, target, action, where);
    return;
  }
  const Object* child = require_relation(editor, action.partition, where);
  const auto* index = child == nullptr ? nullptr : std::get_if<Index>(&child->data);
  if (index == nullptr || index->partition_of != 0) return;
  attach_index(editor, target, child->id);
  validate_partitioned_index(editor, target);
}

void run(Editor& editor, Target target, const sql::TableAction& action) {
  const ObjectId id = target.id;
  const Span where = action.span;
  std::visit(
      Overload{
          [&](const sql::AddColumn& add) { add_column(editor, target, add, where); },
          [&](const sql::DropColumn& drop) { drop_column(editor, target, drop, where); },
          [&](const sql::AlterColumnType& a) { alter_column_type(editor, target, a, where); },
          [&](const sql::SetColumnDefault& set) { set_column_default(editor, target, set, where); },
          [&](const sql::SetColumnNotNull& set) {
            set_column_not_null(editor, target, set, where);
          },
          [&](const sql::SetColumnProperty& set) {
            set_column_property(editor, target, set, where);
          },
          [&](const sql::AlterColumnGenerated& a) { alter_generated(editor, target, a, where); },
          [&](const sql::AlterColumnIdentity& a) { alter_identity(editor, target, a, where); },
          [&](const sql::AddConstraint& add) {
            add_constraint(editor, id, add.constraint,
                           target.only ? Reaches::kOnly : Reaches::kAll);
          },
          [&](const sql::AlterConstraint& alter) { alter_constraint(editor, id, alter, where); },
          [&](const sql::DropConstraint& drop) { drop_constraint(editor, target, drop, where); },
          [&](const sql::ValidateConstraint& validate) {
            validate_constraint(editor, target, validate.constraint, where);
          },
          [&](const sql::AttachPartition& a) { attach(editor, id, a, where); },
          [&](const sql::DetachPartition& detach) { detach_partition(editor, id, detach, where); },
          [&](const sql::SetInherit& set) { set_inherit(editor, id, set, where); },
          [&](const sql::ChangeOwner& change) { change_owner(editor, id, change.owner); },
          [&](const sql::SetOptions& set) { set_options(editor, id, set); },
          [&](const sql::SetRowSecurity& set) { set_row_security(editor, id, set.state); },
          [&](const sql::SetTriggerState& set) { set_trigger_state(editor, target, set); },
          [&](const sql::SetPersistence& set) {
            set_persistence(editor, id, set.persistence, where);
          },
          [&](const sql::SetTablespace& set) { set_tablespace(editor, id, set); },
          [&](const sql::SetAccessMethod& set) { set_access_method(editor, id, set); },
          [&](const sql::SetReplicaIdentity& set) { set_replica_identity(editor, id, set); },
          [&](const sql::SetCluster& set) { set_clustered(editor, id, set.index); },
          [&](const sql::OtherTableAction& other) { run_other_action(editor, id, other, where); },
      },
      action.node);
}

/// A subcommand, or a constraint that stands behind a new column and is added in a pass of its own.
struct Task {
  int pass = 0;
  const sql::TableAction* action = nullptr;
  const sql::Constraint* constraint = nullptr;
};

/// True where the column is there already and stays: then ADD COLUMN IF NOT EXISTS adds nothing.
bool is_there(const sql::AlterTable& statement, const Object& target, const std::string& column) {
  if (column_named(target, column) == nullptr) return false;
  return std::none_of(statement.actions.begin(), statement.actions.end(),
                      [&column](const sql::TableAction& action) {
                        const auto* drop = std::get_if<sql::DropColumn>(&action.node);
                        return drop != nullptr && drop->column.text == column;
                      });
}

std::vector<Task> tasks_of(const sql::AlterTable& statement, const Object& target) {
  std::vector<Task> tasks;
  for (const sql::TableAction& action : statement.actions) {
    tasks.push_back({pass_of(action), &action, nullptr});
    const auto* add = std::get_if<sql::AddColumn>(&action.node);
    if (add == nullptr || is_there(statement, target, add->column.name.text)) continue;
    for (const sql::Constraint& constraint : add->column.constraints) {
      tasks.push_back({pass_of(constraint), &action, &constraint});
    }
  }
  return tasks;
}

}  // namespace

void perform(Editor& editor, const sql::AlterTable& statement, Span where) {
  const bool type = statement.kind == sql::ObjectKind::kType;
  const Object* object = type ? editor.catalog().find_type(statement.name)
                              : editor.catalog().find_relation(statement.name);
  if (object == nullptr) {
    if (type || statement.if_exists) return;
    refuse_unknown_relation(editor, statement.name, where);
    return;
  }
  if (refuse_statement_kind(editor, *object, statement)) return;
  const Target target{object->id, statement.only};
  std::vector<Task> tasks = tasks_of(statement, *object);
  for (const sql::TableAction& action : statement.actions) {
    const auto* change = std::get_if<sql::AlterColumnType>(&action.node);
    if (change == nullptr) continue;
    if (refuse_kind(editor, *editor.catalog().get(target.id), action)) return;
    prepare_column_type(editor, target, *change, action.span);
    if (editor.has_refused()) return;
  }
  std::stable_sort(tasks.begin(), tasks.end(),
                   [](const Task& a, const Task& b) { return a.pass < b.pass; });
  for (const Task& task : tasks) {
    if (refuse_kind(editor, *editor.catalog().get(target.id), *task.action)) return;
    if (task.constraint == nullptr) {
      run(editor, target, *task.action);
    } else {
      add_constraint(editor, target.id, *task.constraint, Reaches::kAll);
    }
    // The server stops at the first refusal, and nothing of the statement stays.
    if (editor.has_refused()) return;
  }
}

}  // namespace ashlar::catalog
