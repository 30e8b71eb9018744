// CREATE INDEX, and CLUSTER, which marks one.

#include <algorithm>
#include <array>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/binding/read_again.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/refusals/constraint_refusals.h"
#include "compiler/catalog/resolution/operator_classes.h"
#include "compiler/catalog/statements/alter_properties.h"
#include "compiler/catalog/statements/indexes.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/settings.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

/// A materialized view's columns as those of a table, to read index elements against.
Table as_table(const View& view) {
  Table table;
  for (const std::string& name : view.columns) {
    Column column;
    column.number = table.next_column++;
    column.name = name;
    table.columns.push_back(std::move(column));
  }
  return table;
}

bool refuse_relation_kind(Editor& editor, const Object& owner, const sql::CreateIndex& statement) {
  const auto* table = std::get_if<Table>(&owner.data);
  const auto* view = std::get_if<View>(&owner.data);
  const Span where = statement.table.name.span;
  if ((table != nullptr && table->foreign) || (view != nullptr && !view->materialized) ||
      std::holds_alternative<Index>(owner.data) || std::holds_alternative<Sequence>(owner.data) ||
      std::holds_alternative<CompositeType>(owner.data)) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "cannot create index on relation `" + owner.name + "`", where);
    return true;
  }
  if (table != nullptr && table->partitioned_by.has_value() && statement.concurrently) {
    refuse(editor, ProblemKind::kConcurrentlyOnPartitioned, "0A000",
           "cannot create index on partitioned table `" + owner.name + "` concurrently", where,
           "create it ON ONLY the partitioned table, CONCURRENTLY on each partition, and attach "
           "those");
    return true;
  }
  return false;
}

bool refuse_method(Editor& editor, const sql::CreateIndex& statement, Span where) {
  constexpr std::array<std::string_view, 6> kMethods{"btree", "hash",   "gist",
                                                     "gin",   "spgist", "brin"};
  const bool known =
      std::find(kMethods.begin(), kMethods.end(), statement.method) != kMethods.end();
  if (!known && !may_have_operator_classes(editor.catalog())) {
    refuse(editor, ProblemKind::kUnknownObject, "42704",
           "access method `" + statement.method + "` does not exist", where,
           did_you_mean(statement.method, {kMethods.begin(), kMethods.end()}));
    return true;
  }
  if (known && statement.unique && statement.method != "btree") {
    refuse(editor, ProblemKind::kNotSupported, "0A000",
           "access method `" + statement.method + "` does not support unique indexes", where);
    return true;
  }
  return false;
}

/// What the method cannot do. (indexcmds.c, DefineIndex and ComputeIndexAttrs)
bool refuse_method_options(Editor& editor, const sql::CreateIndex& statement, Span where) {
  const std::string& method = statement.method;
  const auto wrong = [&](const std::string& what, Span place) {
    refuse(editor, ProblemKind::kNotSupported, "0A000",
           "access method `" + method + "` does not support " + what, place);
    return true;
  };
  if (!statement.including.empty() && (method == "hash" || method == "gin" || method == "brin")) {
    return wrong("included columns", span_of(statement.including.front(), where));
  }
  if (statement.elements.size() > 1 && (method == "hash" || method == "spgist")) {
    return wrong("multicolumn indexes", where);
  }
  if (method != "hash" && method != "gin" && method != "brin" && method != "gist" &&
      method != "spgist") {
    return false;
  }
  for (const sql::IndexElement& element : statement.elements) {
    if (element.descending) return wrong("ASC/DESC options", element.span);
    if (element.nulls_first.has_value()) return wrong("NULLS FIRST/LAST options", element.span);
  }
  return false;
}

/// Expressions of types that the method has no default operator class for.
bool refuse_expression_types(Editor& editor, const sql::CreateIndex& statement, const Index& index,
                             const std::vector<Type>& types, Span where) {
  for (std::size_t i = 0; i < index.keys.size() && i < types.size(); ++i) {
    const IndexKey& key = index.keys[i];
    const Type& type = types[i];
    if (key.column != 0 || !key.operator_class.empty()) continue;
    if (!surely_no_operator_class(editor.catalog(), statement.method, type)) continue;
    refuse(editor, ProblemKind::kUnknownObject, "42704",
           "data type " + format_type(type) + " has no default operator class for access method `" +
               statement.method + "`",
           where, "name an operator class after the expression");
    return true;
  }
  return false;
}

bool refuse_index_column(Editor& editor, const Table& table, const sql::Name& name, Span where) {
  if (find_column(table, name.text) != nullptr || is_system_column(name.text)) return false;
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  refuse(editor, ProblemKind::kUnknownColumn, "42703", "column `" + name.text + "` does not exist",
         span_of(name, where), did_you_mean(name.text, names));
  return true;
}

bool refuse_index(Editor& editor, const Table& table, const sql::CreateIndex& statement,
                  Span where) {
  if (refuse_method(editor, statement, where) || refuse_method_options(editor, statement, where)) {
    return true;
  }
  std::vector<std::uint32_t> columns;
  for (const sql::IndexElement& element : statement.elements) {
    if (element.column.empty()) continue;
    if (refuse_index_column(editor, table, element.column, where)) return true;
    const Column* column = find_column(table, element.column.text);
    if (column == nullptr) continue;
    columns.push_back(column->number);
    const Type& type = column->type;
    if (!element.operator_class.name.empty() ||
        !surely_no_operator_class(editor.catalog(), statement.method, type)) {
      continue;
    }
    refuse(editor, ProblemKind::kUnknownObject, "42704",
           "data type " + format_type(type) + " has no default operator class for access method `" +
               statement.method + "`",
           element.column.span, "name an operator class after the column");
    return true;
  }
  for (const sql::Name& name : statement.including) {
    if (refuse_index_column(editor, table, name, where)) return true;
  }
  return statement.unique &&
         refuse_missing_partition_columns(editor, table, columns, "unique", where);
}

}  // namespace

void perform(Editor& editor, const sql::CreateIndex& statement, Span where) {
  const Object* owner = require_relation(editor, statement.table, where);
  if (owner == nullptr) return;
  if (refuse_relation_kind(editor, *owner, statement)) return;
  const auto* view = std::get_if<View>(&owner->data);
  if (view == nullptr && !std::holds_alternative<Table>(owner->data)) return;
  const Table of_view = view == nullptr ? Table{} : as_table(*view);
  const Table& table = view == nullptr ? std::get<Table>(owner->data) : of_view;
  const IfTaken if_taken = statement.if_not_exists ? IfTaken::kSkip : IfTaken::kRefuse;
  if (!statement.name.empty() &&
      refuse_taken_relation(editor, owner->schema, statement.name, if_taken)) {
    return;
  }
  const bool all_columns_known = view == nullptr || !view->columns.empty();
  if (all_columns_known && refuse_index(editor, table, statement, where)) return;
  NewIndex fresh;
  fresh.table = owner->id;
  fresh.name = statement.name.text;
  fresh.where = where;
  fresh.descend = statement.only ? Descend::kNot : Descend::kToPartitions;
  Index& index = fresh.index;
  index.table = fresh.table;
  index.method = statement.method;
  index.unique = statement.unique;
  index.nulls_not_distinct = statement.nulls_not_distinct;
  set_settings(index.options, statement.options);
  if (statement.tablespace.text != "pg_default") index.tablespace = statement.tablespace.text;
  std::vector<Type> types;
  index.keys =
      index_keys(editor, {fresh.table, Place::kIndexKey, &types}, table, statement.elements);
  if (index.keys.empty() || refuse_expression_types(editor, statement, index, types, where)) return;
  for (const sql::Name& name : statement.including) {
    if (const Column* column = find_column(table, name.text)) {
      index.including.push_back(column->number);
    }
  }
  for (const IndexKey& key : index.keys) add_mentioned(index, key.expression);
  if (statement.predicate.has_value()) {
    index.predicate =
        bind_expression(editor, *statement.predicate, {Place::kIndexPredicate, fresh.table, {}});
    add_mentioned(index, index.predicate);
  }
  add_index(editor, std::move(fresh));
}

void perform(Editor& editor, const sql::Cluster& statement, Span where) {
  if (statement.table.name.empty() || statement.index.empty()) return;
  const Object* table = require_relation(editor, statement.table, where);
  if (table != nullptr) set_clustered(editor, table->id, statement.index);
}

}  // namespace ashlar::catalog
