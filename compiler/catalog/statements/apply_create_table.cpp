// CREATE TABLE, in the order in which the server does it (src/backend/parser/parse_utilcmd.c,
// transformCreateStmt; src/backend/commands/tablecmds.c, DefineRelation): the order decides which
// made-up name gets which number.

#include <algorithm>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/binding/query_columns.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/refusals/constraint_refusals.h"
#include "compiler/catalog/refusals/create_table_refusals.h"
#include "compiler/catalog/statements/column_list.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/constraints.h"
#include "compiler/catalog/statements/indexes.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/new_types.h"
#include "compiler/catalog/statements/partition_bounds.h"
#include "compiler/catalog/statements/partitions.h"
#include "compiler/catalog/statements/sequence_options.h"
#include "compiler/catalog/statements/settings.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

struct OwnColumn {
  std::uint32_t number = 0;
  const sql::ColumnDefinition* definition = nullptr;
};

/// Everything about one CREATE TABLE while it is carried out.
struct Work {
  const sql::CreateTable& statement;
  Span where;
  Table table;
  std::vector<ObjectId> parents;  ///< by INHERITS or PARTITION OF
  /// What LIKE names, parallel to the statement's; looked up before the table is there, which may
  /// have the name too. 0: nothing that is known.
  std::vector<ObjectId> likes;
  std::vector<OwnColumn> own;
  ObjectId id = 0;
};

/// Finds the parents; false where one is unknown.
bool find_parents(const Editor& editor, Work& work) {
  const auto note = [&](const sql::QualifiedName& name) {
    const Object* parent = editor.catalog().find_relation(name);
    if (parent == nullptr || !std::holds_alternative<Table>(parent->data)) return false;
    work.parents.push_back(parent->id);
    return true;
  };
  for (const sql::QualifiedName& name : work.statement.inherits) {
    if (!note(name)) return false;
  }
  if (work.statement.partition_of.has_value() && !note(*work.statement.partition_of)) return false;
  if (work.statement.partition_of.has_value()) {
    work.table.partition_of = work.parents.front();
    work.table.default_partition =
        work.statement.bound.has_value() && work.statement.bound->is_default;
  } else {
    work.table.inherits = work.parents;
  }
  return true;
}

/// What LIKE sees of a relation: a view has names and types only.
std::vector<Column> columns_to_copy(const Object& source) {
  if (const std::vector<Column>* columns = columns_of(source)) return *columns;
  std::vector<Column> columns;
  for (const OutputColumn& output : relation_columns(source)) {
    Column column;
    column.name = output.name;
    column.type = output.type;
    columns.push_back(std::move(column));
  }
  return columns;
}

void collect_written_columns(Editor& editor, Work& work, ColumnList& columns) {
  const sql::CreateTable& statement = work.statement;
  for (const sql::LikeClause& like : statement.likes) {
    const Object* source = editor.catalog().find_relation(like.table);
    work.likes.push_back(source == nullptr ? 0 : source->id);
  }
  auto like = statement.likes.begin();
  const auto take_likes_before = [&](std::uint32_t offset) {
    for (; like != statement.likes.end() && like->span.begin < offset; ++like) {
      const Object* source = editor.catalog().find_relation(like->table);
      if (source == nullptr) continue;
      for (const Column& column : columns_to_copy(*source)) {
        columns.like(column, *like, editor.origin(like->span));
      }
    }
  };
  for (const sql::ColumnDefinition& definition : statement.columns) {
    take_likes_before(definition.span.begin);
    work.own.push_back({columns.own(column_of(editor, definition), definition), &definition});
  }
  take_likes_before(UINT32_MAX);
}

void collect_columns(Editor& editor, Work& work) {
  ColumnList columns(editor, work.table, work.where);
  for (const ObjectId parent : work.parents) {
    for (const Column& column : editor.catalog().get_as<Table>(parent)->columns) {
      columns.inherit(column, editor.origin(work.where));
    }
  }
  if (work.statement.of_type.has_value()) {
    const Object* type = editor.catalog().find_type(*work.statement.of_type);
    const auto* composite = type == nullptr ? nullptr : std::get_if<CompositeType>(&type->data);
    if (composite != nullptr) {
      work.table.of_type = type->id;
      for (const Column& attribute : composite->attributes) {
        Column column = attribute;
        column.origin = editor.origin(work.where);
        columns.of_type(std::move(column));
      }
    }
  }
  collect_written_columns(editor, work, columns);
}

/// All constraints, those behind columns included, in the order in which they are written. A table
/// without rows has nothing to validate: NOT VALID means nothing there, but for foreign tables.
/// (transformCheckConstraints, transformFKConstraints)
std::vector<sql::Constraint> written_constraints(const sql::CreateTable& statement) {
  std::vector<sql::Constraint> all;
  for (const sql::ColumnDefinition& column : statement.columns) {
    all.insert(all.end(), column.constraints.begin(), column.constraints.end());
  }
  all.insert(all.end(), statement.constraints.begin(), statement.constraints.end());
  std::stable_sort(all.begin(), all.end(), [](const sql::Constraint& a, const sql::Constraint& b) {
    return a.span.begin < b.span.begin;
  });
  for (sql::Constraint& constraint : all) {
    if (statement.server.empty()) constraint.not_valid = false;
  }
  return all;
}

bool is_key(const sql::Constraint& constraint) {
  switch (constraint.kind) {
    case sql::ConstraintKind::kPrimaryKey:
    case sql::ConstraintKind::kUnique:
    case sql::ConstraintKind::kExclusion:
      return true;
    case sql::ConstraintKind::kForeignKey:
    case sql::ConstraintKind::kCheck:
    case sql::ConstraintKind::kNotNull:
      return false;
  }
  return false;
}

bool same_names(const std::vector<sql::Name>& a, const std::vector<sql::Name>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const sql::Name& x, const sql::Name& y) { return x.text == y.text; });
}

/// UNIQUE beside PRIMARY KEY on the same columns makes one index only (transformIndexConstraints).
bool is_redundant(const sql::Constraint& key, const sql::Constraint& earlier) {
  return key.kind != sql::ConstraintKind::kExclusion &&
         earlier.kind != sql::ConstraintKind::kExclusion &&
         same_names(key.columns, earlier.columns) && same_names(key.including, earlier.including) &&
         key.nulls_not_distinct == earlier.nulls_not_distinct &&
         key.deferrable == earlier.deferrable &&
         key.initially_deferred == earlier.initially_deferred;
}

void make_keys(Editor& editor, ObjectId table, const std::vector<sql::Constraint>& all) {
  std::vector<sql::Constraint> keys;
  for (const sql::Constraint& constraint : all) {
    if (constraint.kind == sql::ConstraintKind::kPrimaryKey) keys.push_back(constraint);
  }
  const auto take = [&keys](const sql::Constraint& key) {
    for (sql::Constraint& earlier : keys) {
      if (!is_redundant(key, earlier)) continue;
      if (earlier.name.empty()) earlier.name = key.name;
      return;
    }
    keys.push_back(key);
  };
  for (const sql::Constraint& constraint : all) {
    if (!is_key(constraint) || constraint.kind == sql::ConstraintKind::kPrimaryKey) continue;
    take(constraint);
  }
  for (const sql::Constraint& key : keys) add_constraint(editor, table, key, Reaches::kAll);
}

void make_checks(Editor& editor, ObjectId table, const std::vector<sql::Constraint>& all) {
  std::vector<std::string> taken;
  for (const sql::Constraint& constraint : all) {
    if (constraint.kind != sql::ConstraintKind::kCheck) continue;
    if (refuse_constraint(editor, table, constraint, Reaches::kAll)) continue;
    add_check(editor, table, constraint, taken);
  }
}

void set_comment(Editor& editor, ObjectId id, const std::string& comment) {
  if (comment.empty()) return;
  if (Object* object = editor.edit_common(id)) object->annotations.comment = comment;
}

void copy_checks(Editor& editor, ObjectId from, ObjectId to, const sql::LikeClause& where) {
  for (const Object* part : editor.catalog().parts_of(from)) {
    const auto* check = std::get_if<Constraint>(&part->data);
    if (check == nullptr || check->kind != sql::ConstraintKind::kCheck) continue;
    const Object* owner = editor.catalog().get(to);
    const auto* source = editor.catalog().get_as<Table>(from);
    if (source == nullptr) continue;
    if (const Object* same = editor.catalog().find_constraint(to, part->name)) {
      const ObjectId merged = same->id;
      if (auto* inherited = editor.edit<Constraint>(merged)) inherited->local = true;
      if (includes(where, "comments")) set_comment(editor, merged, part->annotations.comment);
      continue;
    }
    Constraint copy = *check;
    copy.table = to;
    copy.parent = 0;
    copy.local = true;
    copy.inherited = 0;
    copy.expression = moved_text(editor.catalog(), check->expression, from, to);
    const auto& target = std::get<Table>(owner->data);
    for (std::uint32_t& column : copy.columns) column = mapped_column(*source, column, target);
    const std::vector<std::uint32_t> columns = copy.columns;
    const std::string comment = part->annotations.comment;
    const SqlText text = copy.expression;
    const ObjectId id = editor.add(owner->schema, part->name, std::move(copy), where.span);
    for (const std::uint32_t column : columns) {
      editor.depend({id, 0, to, column, DependencyKind::kAutomatic});
    }
    depend_on_text(editor, id, 0, text, to, DependencyKind::kAutomatic);
    if (includes(where, "comments")) set_comment(editor, id, comment);
  }
}

void copy_indexes(Editor& editor, ObjectId from, ObjectId to, const sql::LikeClause& where) {
  for (const Object* part : editor.catalog().parts_of(from)) {
    const auto* index = std::get_if<Index>(&part->data);
    if (index == nullptr) continue;
    const auto* source = editor.catalog().get_as<Table>(from);
    const auto* target = editor.catalog().get_as<Table>(to);
    if (source == nullptr || target == nullptr) return;
    NewIndex fresh;
    fresh.table = to;
    fresh.where = where.span;
    fresh.index = *index;
    fresh.index.partition_of = 0;
    fresh.index.constraint = 0;
    fresh.index.valid = true;
    for (IndexKey& key : fresh.index.keys) {
      key.column = mapped_column(*source, key.column, *target);
      key.expression = moved_text(editor.catalog(), key.expression, from, to);
      key.statistics = -1;
    }
    fresh.index.predicate = moved_text(editor.catalog(), index->predicate, from, to);
    for (auto* list : {&fresh.index.including, &fresh.index.mentioned_columns}) {
      for (std::uint32_t& column : *list) column = mapped_column(*source, column, *target);
    }
    if (const auto* constraint = editor.catalog().get_as<Constraint>(index->constraint)) {
      fresh.constraint = *constraint;
      fresh.constraint->parent = 0;
      fresh.constraint->local = true;
      fresh.constraint->inherited = 0;
      for (std::uint32_t& column : fresh.constraint->columns) {
        column = mapped_column(*source, column, *target);
      }
    }
    const std::string comment = part->annotations.comment;
    const Object* constraint = editor.catalog().get(index->constraint);
    const std::string constraint_comment =
        constraint == nullptr ? std::string() : constraint->annotations.comment;
    const ObjectId made = add_index(editor, std::move(fresh));
    if (!includes(where, "comments")) continue;
    set_comment(editor, made, comment);
    if (const auto* copy = editor.catalog().get_as<Index>(made)) {
      set_comment(editor, copy->constraint, constraint_comment);
    }
  }
}

void copy_column_comments(Editor& editor, ObjectId from, ObjectId to) {
  const Object* source = editor.catalog().get(from);
  const auto* table = std::get_if<Table>(&source->data);
  const auto* target = editor.catalog().get_as<Table>(to);
  if (table == nullptr || target == nullptr) return;
  std::map<std::uint32_t, std::string> comments;
  for (const auto& [number, comment] : source->annotations.column_comments) {
    const std::uint32_t mine = mapped_column(*table, number, *target);
    if (mine != 0) comments[mine] = comment;
  }
  if (!comments.empty()) editor.edit_common(to)->annotations.column_comments.merge(comments);
}

void copy_statistics(Editor& editor, ObjectId from, ObjectId to, Span where) {
  for (const Object* part : editor.catalog().parts_of(from)) {
    const auto* statistics = std::get_if<OtherObject>(&part->data);
    const auto* source = editor.catalog().get_as<Table>(from);
    const auto* target = editor.catalog().get_as<Table>(to);
    if (statistics == nullptr || source == nullptr || target == nullptr) continue;
    OtherObject copy = *statistics;
    copy.table = to;
    for (IndexKey& key : copy.keys) {
      key.column = mapped_column(*source, key.column, *target);
      key.expression = moved_text(editor.catalog(), key.expression, from, to);
    }
    add_statistics(editor, {}, std::move(copy), {}, where);
  }
}

/// What LIKE copies besides the columns.
void copy_like(Editor& editor, const Work& work, ObjectId source_id, const sql::LikeClause& like) {
  if (editor.catalog().get_as<Table>(source_id) == nullptr) return;
  if (includes(like, "constraints")) copy_checks(editor, source_id, work.id, like);
  if (includes(like, "indexes")) copy_indexes(editor, source_id, work.id, like);
  if (includes(like, "comments")) copy_column_comments(editor, source_id, work.id);
  if (includes(like, "statistics")) copy_statistics(editor, source_id, work.id, like.span);
}

/// Identity columns and defaults' sequences that LIKE brings.
void complete_like_columns(Editor& editor, const Work& work, ObjectId source_id,
                           const sql::LikeClause& like) {
  const Object* source = editor.catalog().get(source_id);
  const std::vector<Column>* from = source == nullptr ? nullptr : columns_of(*source);
  if (from == nullptr) return;
  const std::vector<Column> columns = *from;
  for (const Column& column : columns) {
    const Column* mine = find_column(*editor.catalog().get_as<Table>(work.id), column.name);
    if (mine == nullptr) continue;
    const std::uint32_t number = mine->number;
    depend_on_type(editor, work.id, number, mine->type);
    if (mine->identity.has_value()) {
      OwnedSequence wanted{
          true, {}, sequence_of_type({}, mine->type.name, SequenceChange::kCreate)};
      if (const auto* sequence = editor.catalog().get_as<Sequence>(column.sequence)) {
        // Its parameters are copied, its type is not. (sequence.c, sequence_options)
        wanted.options = sequence->options;
        wanted.options.type = "int8";
      }
      add_owned_sequence(editor, work.id, number, wanted, like.span);
    } else if (includes(like, "defaults") && column.sequence != 0 && !column.identity.has_value()) {
      editor.depend({work.id, number, column.sequence, 0, DependencyKind::kNormal});
    }
  }
}

/// Defaults and generation expressions that came from another table: their sites and what they hang
/// on.
void complete_copied_values(Editor& editor, const Work& work, ObjectId from) {
  const auto* source = editor.catalog().get_as<Table>(from);
  if (source == nullptr) return;
  for (const Column& column : std::vector<Column>(source->columns)) {
    const Column* mine = find_column(*editor.catalog().get_as<Table>(work.id), column.name);
    if (mine == nullptr || (mine->default_value.empty() && mine->generated.empty())) continue;
    const std::uint32_t number = mine->number;
    const bool own = std::any_of(work.own.begin(), work.own.end(), [number](const OwnColumn& each) {
      return each.number == number &&
             (each.definition->default_value.has_value() || each.definition->generated.has_value());
    });
    if (own) continue;
    if (!mine->generated.empty()) {
      SqlText text = moved_text(editor.catalog(), column.generated, from, work.id);
      depend_on_text(editor, work.id, number, text, work.id);
      for (Column& edited : editor.edit<Table>(work.id)->columns) {
        if (edited.number == number) edited.generated = text;
      }
    } else {
      depend_on_text(editor, work.id, number, SqlText(mine->default_value));
    }
  }
}

void depend_table(Editor& editor, const Work& work) {
  for (const ObjectId parent : work.table.inherits) {
    editor.depend({work.id, 0, parent, 0, DependencyKind::kNormal});
  }
  if (work.table.partition_of != 0) {
    editor.depend({work.id, 0, work.table.partition_of, 0, DependencyKind::kAutomatic});
  }
  editor.depend({work.id, 0, work.table.of_type, 0, DependencyKind::kNormal});
  for (const Column& column : work.table.columns) {
    if (!column.local || work.table.of_type != 0) {
      depend_on_type(editor, work.id, column.number, column.type);
    }
  }
}

void complete_columns(Editor& editor, const Work& work) {
  for (const OwnColumn& own : work.own) {
    complete_column(editor, work.id, own.number, *own.definition);
  }
  for (const ObjectId parent : work.parents) complete_copied_values(editor, work, parent);
  for (std::size_t i = 0; i < work.likes.size(); ++i) {
    complete_like_columns(editor, work, work.likes[i], work.statement.likes[i]);
    complete_copied_values(editor, work, work.likes[i]);
  }
}

void make_constraints(Editor& editor, const Work& work) {
  const std::vector<sql::Constraint> all = written_constraints(work.statement);
  for (const ObjectId parent : work.parents) inherit_checks(editor, parent, work.id, work.where);
  if (work.table.partition_of != 0) {
    inherit_partition_parts(editor, work.table.partition_of, work.id, work.where);
  }
  make_checks(editor, work.id, all);
  make_keys(editor, work.id, all);
  for (std::size_t i = 0; i < work.likes.size(); ++i) {
    copy_like(editor, work, work.likes[i], work.statement.likes[i]);
  }
  for (const sql::Constraint& constraint : all) {
    if (constraint.kind == sql::ConstraintKind::kForeignKey ||
        constraint.kind == sql::ConstraintKind::kNotNull) {
      add_constraint(editor, work.id, constraint, Reaches::kAll);
    }
  }
}

void set_properties(const Editor& editor, Work& work) {
  const sql::CreateTable& statement = work.statement;
  Table& table = work.table;
  table.foreign = !statement.server.empty();
  table.access_method = statement.access_method == "heap" ? "" : statement.access_method;
  table.tablespace = statement.tablespace.text == "pg_default" ? "" : statement.tablespace.text;
  table.persistence = statement.persistence;
  table.on_commit = statement.on_commit;
  table.server = statement.server.text;
  set_settings(table.options, statement.options);
  for (const sql::Option& option : statement.foreign_options) {
    table.foreign_options.push_back({option.name, option.value});
  }
  if (statement.partition_by.has_value()) table.partitioned_by = statement.partition_by->strategy;
  if (statement.bound.has_value()) table.partition_bound = bound_text(editor, *statement.bound);
}

}  // namespace

void perform(Editor& editor, const sql::CreateTable& statement, Span where) {
  if (refuse_unknown_schema(editor, statement.name.schema)) return;
  std::string schema = new_relation_schema(editor.catalog(), statement.name, statement.persistence);
  const std::string& name = statement.name.name.text;
  if (schema.empty()) return;
  if (statement.if_not_exists &&
      refuse_taken_relation(editor, schema, statement.name.name, IfTaken::kSkip)) {
    return;
  }
  refuse_clauses(editor, statement);
  if (refuse_parents(editor, statement)) return;
  Work work{statement, where, {}, {}, {}, {}, 0};
  set_properties(editor, work);
  if (schema == "pg_temp") work.table.persistence = sql::Persistence::kTemporary;
  if (!find_parents(editor, work) || refuse_row_type_of(editor, statement)) return;
  collect_columns(editor, work);
  if (refuse_taken_relation(editor, schema, statement.name.name, IfTaken::kRefuse) ||
      refuse_taken_row_type(editor, schema, statement.name.name)) {
    return;
  }
  if (statement.partition_of.has_value() && statement.bound.has_value()) {
    refuse_bound(editor, work.parents.front(), *statement.bound);
  }
  if (statement.partition_by.has_value()) {
    refuse_partition_key(editor, work.table, *statement.partition_by);
  }
  work.id = editor.add(std::move(schema), name, work.table, where);
  if (statement.partition_by.has_value()) {
    std::vector<IndexKey> keys = index_keys(editor, {work.id, Place::kPartitionKey}, work.table,
                                            statement.partition_by->elements);
    editor.edit<Table>(work.id)->partition_keys = std::move(keys);
  }
  depend_table(editor, work);
  complete_columns(editor, work);
  make_constraints(editor, work);
}

}  // namespace ashlar::catalog
