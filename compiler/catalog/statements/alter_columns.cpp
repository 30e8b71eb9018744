#include "compiler/catalog/statements/alter_columns.h"

#include <algorithm>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/dependencies/closure.h"
#include "compiler/catalog/dependencies/dependents.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/statements/constraints.h"
#include "compiler/catalog/statements/indexes.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/sequence_options.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

/// What a column that goes leaves in the tables below: the same column goes too where nothing else
/// holds it, and counts one parent less where something does. With ONLY it stays, as the child's
/// own. (tablecmds.c, ATExecDropColumn)
void leave_children(Editor& editor, Target target, const std::string& name,
                    std::vector<ColumnRef>& columns) {
  std::vector<ObjectId> children;
  for (const Object* child : editor.catalog().children_of(target.id)) children.push_back(child->id);
  for (const ObjectId id : children) {
    // Looked up anew: a child of two parents was perhaps changed below the first.
    const Object* child = editor.catalog().get(id);
    const Column* column = column_named(*child, name);
    const auto* table = std::get_if<Table>(&child->data);
    if (column == nullptr || table == nullptr) continue;
    const std::uint32_t number = column->number;
    const bool typed = table->of_type == target.id;
    if (typed || (!target.only && !column->local && column->inherited == 1)) {
      columns.push_back({id, number});
      leave_children(editor, {id, false}, name, columns);
      continue;
    }
    for (Column& edited : editor.edit<Table>(id)->columns) {
      if (edited.number != number) continue;
      if (edited.inherited > 0) --edited.inherited;
      if (target.only) edited.local = true;
    }
  }
}

bool has_children(const Catalog& catalog, ObjectId table) {
  return !catalog.children_of(table).empty();
}

/// (tablecmds.c, ATPrepAddColumn, and ATExecAddColumn before it looks at the column)
bool refuse_place_of_new_column(Editor& editor, const Object& owner, const sql::AddColumn& action,
                                Span where) {
  const auto* table = std::get_if<Table>(&owner.data);
  if (table == nullptr || (table->of_type == 0 && table->partition_of == 0)) return false;
  refuse(
      editor, ProblemKind::kWrongObjectKind, "42809",
      table->of_type != 0 ? "cannot add column to typed table" : "cannot add column to a partition",
      span_of(action.column.name, where));
  return true;
}

/// (tablecmds.c, ATExecAddColumn)
bool refuse_new_column(Editor& editor, Target target, const sql::AddColumn& action, Span where) {
  const Object* owner = editor.catalog().get(target.id);
  const sql::Name& name = action.column.name;
  const Span place = span_of(name, where);
  const auto* table = std::get_if<Table>(&owner->data);
  if (is_system_column(name.text) && table != nullptr) {
    refuse(editor, ProblemKind::kDuplicateColumn, "42701",
           "column name `" + name.text + "` conflicts with a system column name", place);
    return true;
  }
  if (table == nullptr) return false;
  if (target.only && has_children(editor.catalog(), target.id)) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "column must be added to child tables too", place);
    return true;
  }
  if (action.column.identity.has_value() && has_children(editor.catalog(), target.id)) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "cannot recursively add identity column to table that has child tables", place);
    return true;
  }
  return false;
}

/// (tablecmds.c, ATExecDropColumn)
bool refuse_drop(Editor& editor, Target target, const Object& owner, const Column& column,
                 Span where) {
  const auto* table = std::get_if<Table>(&owner.data);
  if (table == nullptr) return false;
  if (table->of_type != 0) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809", "cannot drop column from typed table",
           where);
    return true;
  }
  if (column.inherited > 0) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "cannot drop inherited column `" + column.name + "`", where);
    return true;
  }
  if (is_in_partition_key(*table, column.number)) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "cannot drop column `" + column.name +
               "` because it is part of the partition key of relation `" + owner.name + "`",
           where);
    return true;
  }
  if (target.only && table->partitioned_by.has_value() &&
      has_children(editor.catalog(), target.id)) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "cannot drop column from only the partitioned table when partitions exist", where);
    return true;
  }
  return false;
}

bool refuse_default(Editor& editor, const Object& owner, const Column& column, Span where) {
  const auto wrong = [&](std::string_view what) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42601",
           "column `" + column.name + "` of relation `" + owner.name + "` is " + std::string(what),
           where);
    return true;
  };
  if (column.identity.has_value()) return wrong("an identity column");
  if (!column.generated.empty()) return wrong("a generated column");
  return false;
}

/// (tablecmds.c, ATExecDropNotNull)
bool refuse_drop_not_null(Editor& editor, const Object& owner, const Column& column, Span where) {
  const Catalog& catalog = editor.catalog();
  const auto wrong = [&](std::string_view sqlstate, const std::string& what) {
    refuse(editor, ProblemKind::kInvalidDefinition, sqlstate,
           "column `" + column.name + "` " + what, where);
    return true;
  };
  if (column.identity.has_value()) {
    return wrong("42601", "of relation `" + owner.name + "` is an identity column");
  }
  if (const Object* key = primary_key(catalog, owner.id)) {
    const auto& columns = std::get<Constraint>(key->data).columns;
    if (std::find(columns.begin(), columns.end(), column.number) != columns.end()) {
      return wrong("42P16", "is in a primary key");
    }
  }
  const auto* table = std::get_if<Table>(&owner.data);
  if (table == nullptr) return false;
  if (const auto* index = catalog.get_as<Index>(table->replica_index)) {
    for (const IndexKey& key : index->keys) {
      if (key.column == column.number)
        return wrong("42P16", "is in index used as replica identity");
    }
  }
  const Object* parent = catalog.get(table->partition_of);
  const Column* above = parent == nullptr ? nullptr : column_named(*parent, column.name);
  if (above != nullptr && above->not_null)
    return wrong("42P16", "is marked NOT NULL in parent table");
  return false;
}

void add_identity(Editor& editor, Target target, const Column& column,
                  const sql::AlterColumnIdentity& action, Span where) {
  const std::uint32_t number = column.number;
  const std::optional<OwnedSequence> wanted =
      identity_sequence(editor, Type(column.type), action.options, span_of(action.column, where));
  if (!wanted.has_value()) return;
  for (Column& edited : editor.edit<Table>(target.id)->columns) {
    if (edited.number == number) edited.identity = action.kind;
  }
  add_owned_sequence(editor, target.id, number, *wanted, where);
}

void drop_identity(Editor& editor, ObjectId table, std::uint32_t number, ObjectId sequence) {
  for (Column& edited : editor.edit<Table>(table)->columns) {
    if (edited.number != number) continue;
    edited.identity.reset();
    edited.sequence = 0;
  }
  if (editor.catalog().get(sequence) == nullptr) return;
  drop(editor, close_over(editor.catalog(), {sequence}, {}, Reach::kOwn));
}

void change_identity(Editor& editor, ObjectId table, const Column& column,
                     const sql::AlterColumnIdentity& action, Span where) {
  const std::uint32_t number = column.number;
  const ObjectId sequence = column.sequence;
  if (const auto* data = editor.catalog().get_as<Sequence>(sequence)) {
    const std::optional<SequenceOptions> options =
        changed_sequence(editor, data->options, action.options, SequenceChange::kAlter, where);
    if (!options.has_value()) return;
    if (!action.options.empty()) editor.edit<Sequence>(sequence)->options = *options;
  }
  if (!action.kind.has_value()) return;
  for (Column& edited : editor.edit<Table>(table)->columns) {
    if (edited.number == number) edited.identity = action.kind;
  }
}

/// (tablecmds.c, ATExecAddIdentity, ATExecSetIdentity, ATExecDropIdentity)
bool refuse_identity(Editor& editor, const Object& owner, const Column& column,
                     const sql::AlterColumnIdentity& action, Span where) {
  const auto wrong = [&](const std::string& what) {
    refuse(editor, ProblemKind::kObjectState, "55000",
           "column `" + column.name + "` of relation `" + owner.name + "` " + what,
           span_of(action.column, where));
    return true;
  };
  const bool has = column.identity.has_value();
  if (action.change != sql::IdentityChange::kAdd) {
    if (has || action.if_exists) return false;
    return wrong("is not an identity column");
  }
  if (!column.not_null) return wrong("must be declared NOT NULL before identity can be added");
  if (has) return wrong("is already an identity column");
  if (!column.default_value.empty() || !column.generated.empty()) {
    return wrong("already has a default value");
  }
  return false;
}

/// A partition whose column may be null, as that of its parent must not. (tablecmds.c,
/// ATPrepSetNotNull)
bool lacks_not_null_below(const Catalog& catalog, const Object& owner, const Column& column) {
  const std::vector<const Object*> children = catalog.children_of(owner.id);
  return std::any_of(children.begin(), children.end(), [&](const Object* child) {
    const auto* partition = std::get_if<Table>(&child->data);
    if (partition == nullptr || partition->partition_of != owner.id) return false;
    const Column* below = find_column(*partition, column.name);
    return below != nullptr && !below->not_null;
  });
}

}  // namespace

bool is_in_partition_key(const Table& table, std::uint32_t column) {
  return std::any_of(
      table.partition_keys.begin(), table.partition_keys.end(), [&](const IndexKey& key) {
        if (key.column == column) return true;
        return std::any_of(key.expression.sites.begin(), key.expression.sites.end(),
                           [&](const Site& site) {
                             return site.kind == Site::Kind::kColumn && site.column == column;
                           });
      });
}

bool surely_different(const Type& a, const Type& b) {
  if (a.schema.empty() || b.schema.empty()) return false;
  return a.schema != b.schema || a.name != b.name || a.modifiers != b.modifiers ||
         (a.array_dimensions > 0) != (b.array_dimensions > 0);
}

void add_column(Editor& editor, Target target, const sql::AddColumn& action, Span where) {
  const Object* owner = editor.catalog().get(target.id);
  const std::string& name = action.column.name.text;
  if (column_named(*owner, name) != nullptr && action.if_not_exists) return;
  if (refuse_place_of_new_column(editor, *owner, action, where)) return;
  if (refuse_column_definition(editor, action.column)) return;
  if (action.column.identity.has_value() && action.column.type.has_value() &&
      !identity_sequence(editor, resolve_type(editor.catalog(), *action.column.type),
                         action.column.identity_options, action.column.span)
           .has_value() &&
      editor.has_refused()) {
    return;
  }
  owner = editor.catalog().get(target.id);
  if (const Column* present = column_named(*owner, name)) {
    editor.refuse({ProblemKind::kDuplicateColumn,
                   "42701",
                   "column `" + name + "` of relation `" + owner->name + "` already exists",
                   span_of(action.column.name, where),
                   {},
                   made_here(name, present->origin)});
    return;
  }
  if (refuse_new_column(editor, target, action, where)) return;
  append_column(editor, target.id, action.column);
  const Column* added = column_named(*editor.catalog().get(target.id), name);
  const bool filled = added != nullptr && (!added->default_value.empty() ||
                                           !added->generated.empty() || added->sequence != 0);
  if (filled && !editor.has_refused()) {
    refuse_stored_rows(editor, target.id, span_of(action.column.name, where));
  }
}

void drop_column(Editor& editor, Target target, const sql::DropColumn& action, Span where) {
  const Object* owner = editor.catalog().get(target.id);
  const Column* column = column_named(*owner, action.column.text);
  const Span place = span_of(action.column, where);
  if (column == nullptr) {
    if (!action.if_exists) refuse_unknown_column(editor, *owner, action.column, where);
    return;
  }
  if (refuse_drop(editor, target, *owner, *column, place)) return;
  std::vector<ColumnRef> columns{{target.id, column->number}};
  const std::string described = described_column(editor.catalog(), *owner, column->name);
  leave_children(editor, target, std::string(column->name), columns);
  const bool cascade = action.behavior == sql::DropBehavior::kCascade;
  if (!cascade) {
    refuse_dependents(editor, close_over(editor.catalog(), {}, columns, Reach::kParts), described,
                      place);
  }
  const Reach reach = cascade ? Reach::kCascade : Reach::kOwn;
  drop(editor, close_over(editor.catalog(), {}, columns, reach));
}

void set_column_default(Editor& editor, Target target, const sql::SetColumnDefault& action,
                        Span where) {
  const Object* owner = editor.catalog().get(target.id);
  if (refuse_unknown_column(editor, *owner, action.column, where)) return;
  const Column* present = column_named(*owner, action.column.text);
  const Span place = span_of(action.column, where);
  if (present != nullptr && refuse_default(editor, *owner, *present, place)) return;
  const Type type = present == nullptr ? Type{} : present->type;
  const SqlText text =
      action.value.has_value()
          ? bind_expression(editor, *action.value, {Place::kDefault, target.id, type})
          : SqlText{};
  if (const auto* view = editor.catalog().get_as<View>(target.id)) {
    const auto at = std::find(view->columns.begin(), view->columns.end(), action.column.text);
    if (at == view->columns.end()) return;
    const auto number = static_cast<std::uint32_t>(at - view->columns.begin()) + 1;
    auto& defaults = editor.edit<View>(target.id)->column_defaults;
    editor.forget_column_dependencies(target.id, number);
    if (text.empty()) {
      defaults.erase(number);
    } else {
      defaults[number] = text;
      depend_on_text(editor, target.id, number, text);
    }
    return;
  }
  change_column(editor, target, action.column.text, [&](ObjectId id, Column& column) {
    if (!column.generated.empty() || column.identity.has_value()) return;
    column.default_value = text;
    const Column changed = column;
    editor.forget_column_dependencies(id, changed.number);
    depend_on_type(editor, id, changed.number, changed.type);
    editor.depend({id, changed.number, changed.collation.id, 0, DependencyKind::kNormal});
    depend_on_text(editor, id, changed.number, text);
  });
}

void set_column_not_null(Editor& editor, Target target, const sql::SetColumnNotNull& action,
                         Span where) {
  const Object* owner = editor.catalog().get(target.id);
  if (refuse_unknown_column(editor, *owner, action.column, where)) return;
  const Column* column = column_named(*owner, action.column.text);
  const Span place = span_of(action.column, where);
  if (column != nullptr && !action.not_null &&
      refuse_drop_not_null(editor, *owner, *column, place)) {
    return;
  }
  if (column != nullptr && action.not_null && target.only &&
      lacks_not_null_below(editor.catalog(), *owner, *column)) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "constraint must be added to child tables too", place);
    return;
  }
  change_column(editor, target, action.column.text, [&](ObjectId, Column& edited) {
    edited.not_null = action.not_null;
    if (!action.not_null) edited.not_null_name.clear();
  });
}

void alter_generated(Editor& editor, Target target, const sql::AlterColumnGenerated& action,
                     Span where) {
  const Object* owner = editor.catalog().get(target.id);
  if (refuse_unknown_column(editor, *owner, action.column, where)) return;
  const Column* present = column_named(*owner, action.column.text);
  if (present != nullptr && present->generated.empty()) {
    if (action.if_exists) return;
    refuse(editor, ProblemKind::kObjectState, "55000",
           "column `" + present->name + "` of relation `" + owner->name +
               "` is not a stored generated column",
           span_of(action.column, where));
    return;
  }
  const SqlText text =
      action.expression.has_value()
          ? bind_expression(editor, *action.expression, {Place::kGenerated, target.id, {}})
          : SqlText{};
  change_column(editor, target, action.column.text, [&](ObjectId id, Column& column) {
    if (column.generated.empty()) return;
    const SqlText own = id == target.id ? text : moved_text(editor.catalog(), text, target.id, id);
    column.generated = own;
    const std::uint32_t number = column.number;
    const Type type = column.type;
    editor.forget_column_dependencies(id, number);
    depend_on_type(editor, id, number, type);
    depend_on_text(editor, id, number, own, id);
  });
}

void alter_identity(Editor& editor, Target target, const sql::AlterColumnIdentity& action,
                    Span where) {
  const Object* owner = editor.catalog().get(target.id);
  if (refuse_unknown_column(editor, *owner, action.column, where)) return;
  const Column* found = column_named(*owner, action.column.text);
  if (found == nullptr || !std::holds_alternative<Table>(owner->data)) return;
  if (refuse_identity(editor, *owner, *found, action, where)) return;
  const Column column = *found;
  switch (action.change) {
    case sql::IdentityChange::kAdd:
      add_identity(editor, target, column, action, where);
      return;
    case sql::IdentityChange::kSet:
      change_identity(editor, target.id, column, action, where);
      return;
    case sql::IdentityChange::kDrop:
      if (column.identity.has_value()) {
        drop_identity(editor, target.id, column.number, column.sequence);
      }
      return;
  }
}

}  // namespace ashlar::catalog
