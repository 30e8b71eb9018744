#include "compiler/catalog/refusals/create_table_refusals.h"

#include <algorithm>

#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

/// (tablecmds.c, MergeAttributes)
bool refuse_inherited(Editor& editor, const sql::CreateTable& statement,
                      const sql::QualifiedName& name) {
  const Object* parent = editor.catalog().find_relation(name);
  if (parent == nullptr) {
    refuse_unknown_relation(editor, name, name.span);
    return true;
  }
  const auto wrong = [&](std::string_view sqlstate, std::string message) {
    refuse(editor, ProblemKind::kWrongObjectKind, sqlstate, std::move(message), name.name.span);
    return true;
  };
  const auto* table = std::get_if<Table>(&parent->data);
  if (table == nullptr) {
    return wrong("42809",
                 "inherited relation `" + parent->name + "` is not a table or foreign table");
  }
  const bool temporary = statement.persistence == sql::Persistence::kTemporary;
  if (!temporary && table->persistence == sql::Persistence::kTemporary) {
    return wrong("42809", "cannot inherit from temporary relation `" + parent->name + "`");
  }
  if (statement.partition_of.has_value()) {
    if (table->partitioned_by.has_value()) return false;
    return wrong("42P17", "`" + parent->name + "` is not partitioned");
  }
  if (table->partitioned_by.has_value()) {
    return wrong("42809", "cannot inherit from partitioned table `" + parent->name + "`");
  }
  if (table->partition_of != 0) {
    return wrong("42809", "cannot inherit from partition `" + parent->name + "`");
  }
  return false;
}

bool refuse_repeated_parent(Editor& editor, const sql::CreateTable& statement) {
  std::vector<const Object*> seen;
  for (const sql::QualifiedName& name : statement.inherits) {
    const Object* parent = editor.catalog().find_relation(name);
    if (std::find(seen.begin(), seen.end(), parent) != seen.end()) {
      refuse(editor, ProblemKind::kDuplicateRelation, "42P07",
             "relation `" + name.name.text + "` would be inherited from more than once",
             name.name.span);
      return true;
    }
    seen.push_back(parent);
  }
  return false;
}

void refuse_system_columns(Editor& editor, const sql::CreateTable& statement) {
  for (const sql::ColumnDefinition& column : statement.columns) {
    if (!is_system_column(column.name.text)) continue;
    refuse(editor, ProblemKind::kDuplicateColumn, "42701",
           "column name `" + column.name.text + "` conflicts with a system column name",
           column.name.span);
    return;
  }
}

/// Identity sequences are made before the table. (sequence.c, init_params)
void refuse_identity_types(Editor& editor, const sql::CreateTable& statement) {
  for (const sql::ColumnDefinition& column : statement.columns) {
    if (!column.identity.has_value() || !column.type.has_value()) continue;
    static_cast<void>(identity_sequence(editor, resolve_type(editor.catalog(), *column.type),
                                        column.identity_options, column.span));
  }
}

void refuse_second_key(Editor& editor, const sql::CreateTable& statement) {
  const sql::Constraint* first = nullptr;
  const auto look = [&](const sql::Constraint& constraint) {
    if (constraint.kind != sql::ConstraintKind::kPrimaryKey) return false;
    if (first == nullptr) {
      first = &constraint;
      return false;
    }
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "multiple primary keys for table `" + statement.name.name.text + "` are not allowed",
           constraint.span);
    return true;
  };
  for (const sql::ColumnDefinition& column : statement.columns) {
    if (std::any_of(column.constraints.begin(), column.constraints.end(), look)) return;
  }
  static_cast<void>(std::any_of(statement.constraints.begin(), statement.constraints.end(), look));
}

void refuse_likes(Editor& editor, const sql::CreateTable& statement) {
  for (const sql::LikeClause& like : statement.likes) {
    const Object* source = require_relation(editor, like.table, like.span);
    if (source == nullptr) continue;
    const bool index = std::holds_alternative<Index>(source->data);
    if (!index && !std::holds_alternative<Sequence>(source->data)) continue;
    // A sequence has columns to copy, but nobody means that; the server allows it not either.
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "relation `" + source->name + "` is invalid in LIKE clause", like.table.name.span);
  }
}

}  // namespace

bool refuse_row_type_of(Editor& editor, const sql::CreateTable& statement) {
  if (!statement.of_type.has_value()) return false;
  const Object* type = editor.catalog().find_type(*statement.of_type);
  if (type == nullptr) {
    sql::TypeName written;
    written.name = *statement.of_type;
    written.span = statement.of_type->span;
    return refuse_missing_type(editor, written);
  }
  if (std::holds_alternative<CompositeType>(type->data)) return false;
  refuse(editor, ProblemKind::kWrongObjectKind, "42809",
         "type `" + type->name + "` is not a composite type", statement.of_type->name.span);
  return true;
}

bool refuse_parents(Editor& editor, const sql::CreateTable& statement) {
  for (const sql::QualifiedName& name : statement.inherits) {
    if (refuse_inherited(editor, statement, name)) return true;
  }
  if (statement.partition_of.has_value() &&
      refuse_inherited(editor, statement, *statement.partition_of)) {
    return true;
  }
  if (statement.partition_by.has_value() && !statement.inherits.empty()) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P17",
           "cannot create partitioned table as inheritance child", statement.partition_by->span);
    return true;
  }
  return refuse_repeated_parent(editor, statement);
}

void refuse_clauses(Editor& editor, const sql::CreateTable& statement) {
  for (const sql::ColumnDefinition& column : statement.columns) {
    refuse_column_definition(editor, column);
  }
  refuse_likes(editor, statement);
  refuse_second_key(editor, statement);
  refuse_identity_types(editor, statement);
  if (!statement.on_commit.empty() && statement.persistence != sql::Persistence::kTemporary) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "ON COMMIT can only be used on temporary tables", statement.name.name.span);
  }
  refuse_system_columns(editor, statement);
}

void refuse_partition_key(Editor& editor, const Table& table, const sql::PartitionBy& by) {
  if (by.strategy == sql::PartitionStrategy::kList && by.elements.size() > 1) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P17",
           "cannot use `list` partition strategy with more than one column", by.span);
    return;
  }
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  for (const sql::IndexElement& element : by.elements) {
    if (element.column.empty()) continue;
    const Column* column = find_column(table, element.column.text);
    if (column == nullptr) {
      const bool system = is_system_column(element.column.text);
      refuse(editor, system ? ProblemKind::kInvalidDefinition : ProblemKind::kUnknownColumn,
             system ? "42P17" : "42703",
             system ? "cannot use system column `" + element.column.text + "` in partition key"
                    : "column `" + element.column.text + "` named in partition key does not exist",
             element.column.span, did_you_mean(element.column.text, names));
      return;
    }
    if (!column->generated.empty()) {
      refuse(editor, ProblemKind::kInvalidDefinition, "42P17",
             "cannot use generated column in partition key", element.column.span);
      return;
    }
  }
}

}  // namespace ashlar::catalog
