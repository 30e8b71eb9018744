// ALTER COLUMN … TYPE (tablecmds.c, ATPrepAlterColumnType and ATExecAlterColumnType).

#include <algorithm>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/binding/read_again.h"
#include "compiler/catalog/dependencies/closure.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/resolution/operator_classes.h"
#include "compiler/catalog/resolution/resolve.h"
#include "compiler/catalog/statements/alter_columns.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/sequence_options.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

/// A stored column of the composite type, of an array of it, or of a type that holds it in turn:
/// its relation's id and its number. (tablecmds.c, find_composite_type_dependencies)
std::optional<ColumnRef> stored_use(const Catalog& catalog, ObjectId type) {
  for (const Dependency& dependency : catalog.dependents_of(type)) {
    const Object* user = catalog.get(dependency.dependent);
    if (user == nullptr || dependency.dependent == type) continue;
    if (const auto* table = std::get_if<Table>(&user->data)) {
      const Column* column = find_column(*table, dependency.dependent_column);
      if (column == nullptr || column->type.id != type || table->foreign) continue;
      return ColumnRef{user->id, column->number};
    }
    const bool holds = std::holds_alternative<CompositeType>(user->data) ||
                       std::holds_alternative<DomainType>(user->data);
    if (!holds) continue;
    if (const std::optional<ColumnRef> found = stored_use(catalog, user->id)) return found;
  }
  return std::nullopt;
}

bool refuse_stored_use(Editor& editor, const Object& type, Span place) {
  const std::optional<ColumnRef> use = stored_use(editor.catalog(), type.id);
  if (!use.has_value()) return false;
  const Object* table = editor.catalog().get(use->table);
  const Column* column = find_column(std::get<Table>(table->data), use->number);
  refuse(editor, ProblemKind::kNotSupported, "0A000",
         "cannot alter type `" + type.name + "` because column `" + table->name + "." +
             column->name + "` uses it",
         place);
  return true;
}

bool refuse_place(Editor& editor, Target target, const sql::AlterColumnType& action, Span where) {
  const Object* owner = editor.catalog().get(target.id);
  const Column* column = column_named(*owner, action.column.text);
  const auto* table = std::get_if<Table>(&owner->data);
  if (column != nullptr && std::holds_alternative<CompositeType>(owner->data)) {
    return refuse_stored_use(editor, *owner, span_of(action.column, where));
  }
  if (column == nullptr || table == nullptr) return false;
  const auto wrong = [&](ProblemKind kind, std::string_view sqlstate, std::string message) {
    refuse(editor, kind, sqlstate, std::move(message), span_of(action.column, where));
    return true;
  };
  if (table->of_type != 0) {
    return wrong(ProblemKind::kWrongObjectKind, "42809", "cannot alter column type of typed table");
  }
  if (!column->generated.empty() && action.using_expression.has_value()) {
    return wrong(ProblemKind::kInvalidDefinition, "42611",
                 "cannot specify USING when altering type of generated column");
  }
  if (column->inherited > 0) {
    return wrong(ProblemKind::kInvalidDefinition, "42P16",
                 "cannot alter inherited column `" + column->name + "`");
  }
  if (is_in_partition_key(*table, column->number)) {
    return wrong(ProblemKind::kInvalidDefinition, "42P16",
                 "cannot alter column `" + column->name +
                     "` because it is part of the partition key of relation `" + owner->name + "`");
  }
  if (target.only && !editor.catalog().children_of(target.id).empty()) {
    return wrong(
        ProblemKind::kInvalidDefinition, "42P16",
        "type of inherited column `" + column->name + "` must be changed in child tables too");
  }
  return false;
}

struct Obstacle {
  std::string_view sqlstate;
  std::string_view user;
};

/// What the server does not rebuild when the type of a column that it uses changes.
Obstacle obstacle(const Catalog& catalog, const Dependency& dependency) {
  const Object* object = catalog.get(dependency.dependent);
  if (object == nullptr || dependency.kind != DependencyKind::kNormal) return {};
  if (dependency.dependent_column != 0) {
    const bool generated = dependency.dependent == dependency.referenced;
    return generated ? Obstacle{"0A000", "a generated column"} : Obstacle{};
  }
  if (std::holds_alternative<View>(object->data) || std::holds_alternative<Rule>(object->data)) {
    return {"0A000", "a view or rule"};
  }
  if (std::holds_alternative<Trigger>(object->data)) return {"0A000", "a trigger definition"};
  if (std::holds_alternative<Policy>(object->data)) return {"0A000", "a policy definition"};
  if (std::holds_alternative<Function>(object->data)) {
    return {"0A000", "a function or procedure"};
  }
  return {};
}

void refuse_users(Editor& editor, ObjectId table, const Column& column, Span where) {
  for (const Dependency& dependency : editor.catalog().dependents_of(table, column.number)) {
    const Obstacle found = obstacle(editor.catalog(), dependency);
    if (found.sqlstate.empty()) continue;
    const Object* user = editor.catalog().get(dependency.dependent);
    std::vector<Note> notes;
    if (dependency.dependent_column == 0) {
      notes.push_back(
          {"`" + user->name + "` depends on column `" + column.name + "`", user->origin.where});
    }
    editor.refuse({ProblemKind::kTypeInUse, std::string(found.sqlstate),
                   "cannot alter type of a column used by " + std::string(found.user), where,
                   "drop what uses it in the same revision, and build it again after the change",
                   std::move(notes)});
    return;
  }
}

/// The identity's sequence changes its type too. (parse_utilcmd.c, transformAlterTableStmt)
void change_sequence(Editor& editor, const Column& column) {
  if (!column.identity.has_value() || !is_sequence_type(column.type)) return;
  if (auto* sequence = editor.edit<Sequence>(column.sequence)) {
    sequence->options =
        sequence_of_type(sequence->options, column.type.name, SequenceChange::kAlter);
  }
}

/// The type of a default that its words alone tell; an empty name where they do not.
Type type_of_default(const Column& column) {
  if (column.default_value.empty()) return {};
  if (column.sequence != 0) return builtin("int8");
  const std::string& text = column.default_value.text;
  const std::vector<postgres::Token> tokens = postgres::scan(text);
  if (tokens.size() != 1) return {};
  const std::string word = sql::identifier_text(slice(text, tokens.front().span));
  if (word == "true" || word == "false") return builtin("bool");
  if (tokens.front().kind == postgres::Token::Kind::kString) return column.type;
  const bool digits =
      std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? builtin("int4") : Type{};
}

bool is_refused(const Catalog& catalog, const Type& from, const Type& type) {
  return is_known(from) && !same_type(from, type) &&
         can_cast(catalog, from, type, CastContext::kAssignment) == Answer::kNone;
}

/// (tablecmds.c, ATPrepAlterColumnType)
void refuse_conversion(Editor& editor, const sql::AlterColumnType& action, const Column& column,
                       const Type& type, Span where) {
  if (action.using_expression.has_value()) return;
  if (!is_refused(editor.catalog(), column.type, type)) return;
  const std::string target(editor.text(action.type.span));
  refuse(editor, ProblemKind::kTypeMismatch, "42804",
         "column `" + column.name + "` cannot be cast automatically to type " + target, where,
         "you might need to specify `USING " + postgres::quote_identifier(column.name) +
             "::" + target + "`");
}

/// (tablecmds.c, ATExecAlterColumnType)
void refuse_default(Editor& editor, const sql::AlterColumnType& action, const Column& column,
                    const Type& type, Span where) {
  if (!is_refused(editor.catalog(), type_of_default(column), type)) return;
  refuse(editor, ProblemKind::kTypeMismatch, "42804",
         "default for column `" + column.name + "` cannot be cast automatically to type " +
             std::string(editor.text(action.type.span)),
         where, "drop the default first and set it again afterwards");
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

/// Indexes on the column are made anew, without the statistics targets of their keys.
void forget_index_statistics(Editor& editor, ObjectId table, std::uint32_t column) {
  for (const Object* part : editor.catalog().parts_of(table)) {
    const auto* index = std::get_if<Index>(&part->data);
    if (index == nullptr) continue;
    const auto& mentioned = index->mentioned_columns;
    const bool stands_on =
        std::find(mentioned.begin(), mentioned.end(), column) != mentioned.end() ||
        std::any_of(index->keys.begin(), index->keys.end(),
                    [column](const IndexKey& key) { return key.column == column; });
    const bool set = std::any_of(index->keys.begin(), index->keys.end(),
                                 [](const IndexKey& key) { return key.statistics >= 0; });
    if (!stands_on || !set) continue;
    for (IndexKey& key : editor.edit<Index>(part->id)->keys) key.statistics = -1;
  }
}

/// Checks, indexes and predicates are read anew, and must still mean something. (tablecmds.c,
/// ATPostAlterTypeCleanup)
void refuse_unreadable(Editor& editor, ObjectId table, std::uint32_t column, Span where) {
  const auto unreadable = [&](const SqlText& text) {
    const std::vector<std::uint32_t> columns = columns_in(text, table);
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) return false;
    Reading reading = read_again(editor, text, table);
    if (reading.problems.empty()) return false;
    Problem problem = std::move(reading.problems.front());
    problem.where = where;
    editor.refuse(std::move(problem));
    return true;
  };
  const auto* data = editor.catalog().get_as<Table>(table);
  const Column* changed = data == nullptr ? nullptr : find_column(*data, column);
  if (changed == nullptr) return;
  for (const Object* part : editor.catalog().parts_of(table)) {
    if (const auto* check = std::get_if<Constraint>(&part->data)) {
      if (unreadable(check->expression)) return;
    }
    const auto* index = std::get_if<Index>(&part->data);
    if (index == nullptr) continue;
    if (unreadable(index->predicate)) return;
    for (const IndexKey& key : index->keys) {
      if (unreadable(key.expression)) return;
      if (key.column != column || !key.operator_class.empty() ||
          !surely_no_operator_class(editor.catalog(), index->method, changed->type)) {
        continue;
      }
      refuse(editor, ProblemKind::kUnknownObject, "42704",
             "data type " + format_type(changed->type) +
                 " has no default operator class for access method `" + index->method + "`",
             where);
      return;
    }
  }
}

}  // namespace

bool refuse_stored_rows(Editor& editor, ObjectId table, Span where) {
  const Object* owner = editor.catalog().get(table);
  const auto* data = std::get_if<Table>(&owner->data);
  if (data == nullptr || data->partitioned_by.has_value()) return false;
  const std::optional<ColumnRef> use = stored_use(editor.catalog(), table);
  if (!use.has_value()) return false;
  const Object* user = editor.catalog().get(use->table);
  const Column* column = find_column(std::get<Table>(user->data), use->number);
  refuse(editor, ProblemKind::kNotSupported, "0A000",
         "cannot alter table `" + owner->name + "` because column `" + user->name + "." +
             column->name + "` uses its row type",
         where);
  return true;
}

void prepare_column_type(Editor& editor, Target target, const sql::AlterColumnType& action,
                         Span where) {
  const Object* owner = editor.catalog().get(target.id);
  if (refuse_unknown_column(editor, *owner, action.column, where)) return;
  if (refuse_place(editor, target, action, where)) return;
  if (refuse_missing_type(editor, action.type)) return;
  const Column* present = column_named(*owner, action.column.text);
  // The values of a composite type lie in tables, which are asked one by one.
  if (present == nullptr || !std::holds_alternative<Table>(owner->data)) return;
  const Column column = *present;
  if (action.using_expression.has_value()) {
    // Not kept, but what it names must be there.
    static_cast<void>(bind_expression(editor, *action.using_expression,
                                      {Place::kColumnConversion, target.id, {}}));
  }
  const Type type = resolve_type(editor.catalog(), action.type);
  refuse_conversion(editor, action, column, type, span_of(action.column, where));
}

void alter_column_type(Editor& editor, Target target, const sql::AlterColumnType& action,
                       Span where) {
  const Object* owner = editor.catalog().get(target.id);
  if (refuse_unknown_column(editor, *owner, action.column, where)) return;
  const Column* present = column_named(*owner, action.column.text);
  if (present == nullptr) return;
  const Column before = *present;
  refuse_users(editor, target.id, before, span_of(action.column, where));
  const Type type = resolve_type(editor.catalog(), action.type);
  if (std::holds_alternative<Table>(owner->data)) {
    refuse_default(editor, action, before, type, span_of(action.column, where));
  }
  const NameRef collation = collation_named(editor.catalog(), action.collation);
  spell_casts_of(editor, target, action.column.text);
  change_column(editor, target, action.column.text, [&](ObjectId id, Column& column) {
    const std::uint32_t number = column.number;
    const ObjectId old_type = column.type.id;
    // Literals in the default took the old type, and keep it.
    if (!same_type(column.type, type)) {
      column.default_value =
          spelled_out(editor.catalog(), std::move(column.default_value), column.type);
    }
    const ObjectId old_collation = column.collation.id;
    column.type = type;
    column.collation = collation;
    // Both start anew with the type. (ATExecAlterColumnType)
    column.storage.clear();
    column.compression.clear();
    const Column changed = column;
    editor.forget({id, number, old_type, 0, DependencyKind::kNormal});
    editor.forget({id, number, old_collation, 0, DependencyKind::kNormal});
    depend_on_type(editor, id, number, type);
    editor.depend({id, number, collation.id, 0, DependencyKind::kNormal});
    depend_on_text(editor, id, number, changed.default_value);
    change_sequence(editor, changed);
    forget_index_statistics(editor, id, number);
  });
  if (editor.has_refused()) return;
  if (const Column* changed = column_named(*editor.catalog().get(target.id), action.column.text)) {
    refuse_unreadable(editor, target.id, changed->number, span_of(action.column, where));
  }
  if (!editor.has_refused()) {
    refuse_stored_rows(editor, target.id, span_of(action.column, where));
  }
}

}  // namespace ashlar::catalog
