// ALTER TABLE and the statements that share its subcommands (ALTER INDEX, VIEW, SEQUENCE, TYPE).
// Subcommands run in the server's passes, not as written (tablecmds.c, AlterTablePass).

#include <algorithm>

#include "compiler/catalog/bind.h"
#include "compiler/catalog/closure.h"
#include "compiler/catalog/columns.h"
#include "compiler/catalog/constraints.h"
#include "compiler/catalog/indexes.h"
#include "compiler/catalog/owners.h"
#include "compiler/catalog/partitions.h"
#include "compiler/catalog/references.h"
#include "compiler/catalog/resolve.h"
#include "compiler/catalog/statements.h"
#include "compiler/catalog/types.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

/// The relation that the statement names, and how far its subcommands reach.
struct Target {
  ObjectId id = 0;
  bool only = false;
};

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

/// AlterTablePass: drops first, then types, columns, what hangs on columns, keys, other
/// constraints.
int pass_of(const sql::TableAction& action) {
  return std::visit(Overload{
                        [](const sql::DropColumn&) { return 0; },
                        [](const sql::DropConstraint&) { return 0; },
                        [](const sql::AlterColumnType&) { return 1; },
                        [](const sql::AddColumn&) { return 2; },
                        [](const sql::SetColumnDefault&) { return 3; },
                        [](const sql::SetColumnNotNull&) { return 3; },
                        [](const sql::AlterColumnIdentity&) { return 3; },
                        [](const sql::AlterColumnGenerated&) { return 3; },
                        [](const sql::SetColumnProperty&) { return 3; },
                        [](const sql::AddConstraint& add) { return pass_of(add.constraint); },
                        [](const auto&) { return 8; },
                    },
                    action.node);
}

/// The same column in the tables below, where it came from here.
void collect_inherited_columns(const Catalog& catalog, ObjectId table, const std::string& name,
                               std::vector<ColumnRef>& columns) {
  for (const Object* child : catalog.children_of(table)) {
    const Column* column = column_named(*child, name);
    const bool typed = std::get<Table>(child->data).of_type == table;
    if (column == nullptr || (!typed && (column->local || column->inherited > 1))) continue;
    columns.push_back({child->id, column->number});
    collect_inherited_columns(catalog, child->id, name, columns);
  }
}

void drop_column(Editor& editor, Target target, const sql::DropColumn& action) {
  const Object* owner = editor.catalog().get(target.id);
  const Column* column = column_named(*owner, action.column.text);
  if (column == nullptr) return;
  std::vector<ColumnRef> columns{{target.id, column->number}};
  if (!target.only) {
    collect_inherited_columns(editor.catalog(), target.id, column->name, columns);
  }
  const Reach reach =
      action.behavior == sql::DropBehavior::kCascade ? Reach::kCascade : Reach::kOwn;
  drop(editor, close_over(editor.catalog(), {}, columns, reach));
}

void drop_constraint(Editor& editor, ObjectId table, const sql::DropConstraint& action) {
  const Object* constraint = editor.catalog().find_constraint(table, action.constraint.text);
  if (constraint == nullptr) return;
  const ObjectId id = constraint->id;
  const bool check = std::get<Constraint>(constraint->data).kind == sql::ConstraintKind::kCheck;
  const std::string name = constraint->name;
  const Reach reach =
      action.behavior == sql::DropBehavior::kCascade ? Reach::kCascade : Reach::kOwn;
  drop(editor, close_over(editor.catalog(), {id}, {}, reach));
  if (!check) return;
  for (const Object* child : editor.catalog().children_of(table)) {
    const ObjectId child_id = child->id;
    const Object* below = editor.catalog().find_constraint(child_id, name);
    if (below == nullptr) continue;
    auto* copy = editor.edit<Constraint>(below->id);
    if (copy->inherited > 0) copy->inherited -= 1;
    if (copy->inherited == 0 && !copy->local) drop_constraint(editor, child_id, action);
  }
}

/// Calls `change(Column&)` for the named column here and, unless ONLY, in all tables below.
template <typename Change>
void change_column(Editor& editor, Target target, const std::string& name, const Change& change) {
  std::vector<Column>* columns = edit_columns(editor, target.id);
  if (columns == nullptr) return;
  for (Column& column : *columns) {
    if (column.name == name) change(target.id, column);
  }
  if (target.only) return;
  for (const Object* child : editor.catalog().children_of(target.id)) {
    change_column(editor, Target{child->id, false}, name, change);
  }
}

/// The server parses checks and indexes anew from what it prints, casts of the old type included.
void spell_casts_of(Editor& editor, Target target, const std::string& name) {
  const Object* owner = editor.catalog().get(target.id);
  const Column* column = owner == nullptr ? nullptr : column_named(*owner, name);
  if (column == nullptr) return;
  spell_dependents(editor, target.id, column->number);
  if (target.only) return;
  for (const Object* child : editor.catalog().children_of(target.id)) {
    spell_casts_of(editor, Target{child->id, false}, name);
  }
}

void alter_type(Editor& editor, Target target, const sql::AlterColumnType& action) {
  const Type type = resolve_type(editor.catalog(), action.type);
  spell_casts_of(editor, target, action.column.text);
  change_column(editor, target, action.column.text, [&](ObjectId id, Column& column) {
    const ObjectId old = column.type.id;
    if (!same_type(column.type, type)) {
      column.default_value =
          spelled_out(editor.catalog(), std::move(column.default_value), column.type);
    }
    column.type = type;
    editor.forget({id, column.number, old, 0, DependencyKind::kNormal});
    depend_on_type(editor, id, column.number, type);
    depend_on_text(editor, id, column.number, column.default_value);
  });
}

void set_default(Editor& editor, Target target, const sql::SetColumnDefault& action) {
  const Object* owner = editor.catalog().get(target.id);
  const Column* present = column_named(*owner, action.column.text);
  const Type type = present == nullptr ? Type{} : present->type;
  const SqlText text =
      action.value.has_value()
          ? bind_expression(editor, *action.value, {Place::kDefault, target.id, type})
          : SqlText{};
  change_column(editor, target, action.column.text, [&](ObjectId id, Column& column) {
    if (!column.generated.empty() || column.identity.has_value()) return;
    column.default_value = text;
    editor.forget_column_dependencies(id, column.number);
    depend_on_type(editor, id, column.number, column.type);
    depend_on_text(editor, id, column.number, text);
  });
}

void alter_generated(Editor& editor, Target target, const sql::AlterColumnGenerated& action) {
  const SqlText text =
      action.expression.has_value()
          ? bind_expression(editor, *action.expression, {Place::kGenerated, target.id, {}})
          : SqlText{};
  change_column(editor, target, action.column.text, [&](ObjectId id, Column& column) {
    if (column.generated.empty()) return;
    column.generated = text;
    editor.forget_column_dependencies(id, column.number);
    depend_on_type(editor, id, column.number, column.type);
    depend_on_text(editor, id, column.number, column.generated);
  });
}

void alter_identity(Editor& editor, Target target, const sql::AlterColumnIdentity& action,
                    Span where) {
  const Object* owner = editor.catalog().get(target.id);
  const Column* column = column_named(*owner, action.column.text);
  Table* table = editor.edit<Table>(target.id);
  if (column == nullptr || table == nullptr) return;
  const std::uint32_t number = column->number;
  const bool has = column->identity.has_value();
  if (has == (action.change == sql::IdentityChange::kAdd)) return;
  if (action.change == sql::IdentityChange::kDrop) {
    const ObjectId sequence = column->sequence;
    for (Column& edited : table->columns) {
      if (edited.number != number) continue;
      edited.identity.reset();
      edited.sequence = 0;
    }
    drop(editor, close_over(editor.catalog(), {sequence}, {}, Reach::kOwn));
    return;
  }
  for (Column& edited : table->columns) {
    if (edited.number == number && action.kind.has_value()) edited.identity = action.kind;
  }
  if (action.change == sql::IdentityChange::kAdd) {
    add_owned_sequence(editor, target.id, number, SequenceUse::kIdentity, where);
  }
}

void alter_constraint(Editor& editor, ObjectId table, const sql::AlterConstraint& action) {
  const Object* found = editor.catalog().find_constraint(table, action.constraint.text);
  if (found == nullptr) return;
  const auto change = [&](const auto& self, ObjectId id) -> void {
    auto* constraint = editor.edit<Constraint>(id);
    if (constraint == nullptr) return;
    constraint->deferrable = action.deferrable;
    constraint->initially_deferred = action.initially_deferred;
    for (const Object* copy : editor.catalog().children_of(id)) self(self, copy->id);
  };
  change(change, found->id);
}

void validate(Editor& editor, ObjectId table, const std::string& name) {
  const Object* found = editor.catalog().find_constraint(table, name);
  if (found == nullptr) return;
  const auto& constraint = std::get<Constraint>(found->data);
  if (!constraint.validated) editor.edit<Constraint>(found->id)->validated = true;
  if (constraint.kind != sql::ConstraintKind::kCheck) return;
  for (const Object* child : editor.catalog().children_of(table)) {
    validate(editor, child->id, name);
  }
}

void set_row_security(Table& table, sql::RowSecurity state) {
  switch (state) {
    case sql::RowSecurity::kEnable:
      table.row_security = true;
      return;
    case sql::RowSecurity::kDisable:
      table.row_security = false;
      return;
    case sql::RowSecurity::kForce:
      table.force_row_security = true;
      return;
    case sql::RowSecurity::kNoForce:
      table.force_row_security = false;
      return;
  }
}

void set_state_with_copies(Editor& editor, ObjectId trigger, sql::TriggerState state) {
  editor.edit<Trigger>(trigger)->state = state;
  for (const Object* copy : editor.catalog().children_of(trigger)) {
    set_state_with_copies(editor, copy->id, state);
  }
}

void set_rule_state(Editor& editor, ObjectId table, const sql::SetTriggerState& action) {
  const Object* rule =
      editor.catalog().find({NameSpace::kRule, std::to_string(table), action.trigger.text});
  if (rule != nullptr) editor.edit<Rule>(rule->id)->state = action.state;
}

void set_trigger_state(Editor& editor, ObjectId table, const sql::SetTriggerState& action) {
  if (action.rule) {
    set_rule_state(editor, table, action);
    return;
  }
  for (const Object* part : editor.catalog().parts_of(table)) {
    if (!std::holds_alternative<Trigger>(part->data)) continue;
    if (!action.trigger.empty() && part->name != action.trigger.text) continue;
    set_state_with_copies(editor, part->id, action.state);
  }
}

void set_persistence(Editor& editor, ObjectId table, sql::Persistence persistence) {
  if (Table* data = editor.edit<Table>(table)) {
    data->persistence = persistence;
  } else if (auto* sequence = editor.edit<Sequence>(table)) {
    sequence->persistence = persistence;
  }
}

/// Sets a property of the table where it is not so already. `plain` is the default's name.
void set_storage(Editor& editor, ObjectId id, std::string Table::*property, std::string value,
                 std::string_view plain) {
  if (value == plain) value.clear();
  const auto* table = editor.catalog().get_as<Table>(id);
  if (table != nullptr && table->*property != value) {
    editor.edit<Table>(id)->*property = std::move(value);
  }
}

void set_of_type(Editor& editor, ObjectId table, const sql::OtherTableAction& action) {
  if (action.keyword != "AT_DropOf") return;
  const auto* data = editor.catalog().get_as<Table>(table);
  if (data == nullptr || data->of_type == 0) return;
  editor.forget({table, 0, data->of_type, 0, DependencyKind::kNormal});
  editor.relink<Table>(table, [](Table& edited) { edited.of_type = 0; });
}

void attach(Editor& editor, ObjectId target, const sql::AttachPartition& action, Span where) {
  if (!std::holds_alternative<Index>(editor.catalog().get(target)->data)) {
    attach_partition(editor, target, action, where);
    return;
  }
  const Object* child = editor.catalog().find_relation(action.partition);
  const auto* index = child == nullptr ? nullptr : std::get_if<Index>(&child->data);
  if (index == nullptr || index->partition_of != 0) return;
  attach_index(editor, target, child->id);
  validate_partitioned_index(editor, target);
}

void add_column(Editor& editor, Target target, const sql::AddColumn& action) {
  const Object* owner = editor.catalog().get(target.id);
  if (column_named(*owner, action.column.name.text) != nullptr) return;
  append_column(editor, target.id, action.column);
}

void run(Editor& editor, Target target, const sql::TableAction& action) {
  const ObjectId id = target.id;
  std::visit(
      Overload{
          [&](const sql::AddColumn& add) { add_column(editor, target, add); },
          [&](const sql::DropColumn& drop) { drop_column(editor, target, drop); },
          [&](const sql::AlterColumnType& alter) { alter_type(editor, target, alter); },
          [&](const sql::SetColumnDefault& set) { set_default(editor, target, set); },
          [&](const sql::SetColumnNotNull& set) {
            change_column(editor, target, set.column.text,
                          [&](ObjectId, Column& column) { column.not_null = set.not_null; });
          },
          [&](const sql::AlterColumnGenerated& alter) { alter_generated(editor, target, alter); },
          [&](const sql::AlterColumnIdentity& alter) {
            alter_identity(editor, target, alter, action.span);
          },
          [&](const sql::AddConstraint& add) { add_constraint(editor, id, add.constraint); },
          [&](const sql::AlterConstraint& alter) { alter_constraint(editor, id, alter); },
          [&](const sql::DropConstraint& drop) { drop_constraint(editor, id, drop); },
          [&](const sql::ValidateConstraint& v) { validate(editor, id, v.constraint.text); },
          [&](const sql::AttachPartition& a) { attach(editor, id, a, action.span); },
          [&](const sql::DetachPartition& detach) {
            detach_partition(editor, id, detach, action.span);
          },
          [&](const sql::SetInherit& set) { set_inherit(editor, id, set, action.span); },
          [&](const sql::SetRowSecurity& set) {
            if (Table* table = editor.edit<Table>(id)) set_row_security(*table, set.state);
          },
          [&](const sql::SetTriggerState& set) { set_trigger_state(editor, id, set); },
          [&](const sql::SetPersistence& set) { set_persistence(editor, id, set.persistence); },
          [&](const sql::SetTablespace& set) {
            set_storage(editor, id, &Table::tablespace, set.tablespace.text, "pg_default");
          },
          [&](const sql::SetAccessMethod& set) {
            set_storage(editor, id, &Table::access_method, set.method, "heap");
          },
          [&](const sql::OtherTableAction& other) { set_of_type(editor, id, other); },
          [&](const sql::ChangeOwner& change) { change_owner(editor, id, change.owner); },
          // What no pass looks at yet: storage options, clustering.
          [](const auto&) {},
      },
      action.node);
}

/// A subcommand, or a constraint that stands behind a new column and is added in a pass of its own.
struct Task {
  int pass = 0;
  const sql::TableAction* action = nullptr;
  const sql::Constraint* constraint = nullptr;
};

std::vector<Task> tasks_of(const sql::AlterTable& statement, const Object& target) {
  std::vector<Task> tasks;
  for (const sql::TableAction& action : statement.actions) {
    tasks.push_back({pass_of(action), &action, nullptr});
    const auto* add = std::get_if<sql::AddColumn>(&action.node);
    if (add == nullptr || column_named(target, add->column.name.text) != nullptr) continue;
    for (const sql::Constraint& constraint : add->column.constraints) {
      tasks.push_back({pass_of(constraint), &action, &constraint});
    }
  }
  return tasks;
}

}  // namespace

void perform(Editor& editor, const sql::AlterTable& statement, Span) {
  const Object* object = statement.kind == sql::ObjectKind::kType
                             ? editor.catalog().find_type(statement.name)
                             : editor.catalog().find_relation(statement.name);
  if (object == nullptr) return;
  const Target target{object->id, statement.only};
  std::vector<Task> tasks = tasks_of(statement, *object);
  std::stable_sort(tasks.begin(), tasks.end(),
                   [](const Task& a, const Task& b) { return a.pass < b.pass; });
  for (const Task& task : tasks) {
    if (task.constraint == nullptr) {
      run(editor, target, *task.action);
    } else {
      add_constraint(editor, target.id, *task.constraint);
    }
  }
}

}  // namespace ashlar::catalog
