// CREATE INDEX.

#include "compiler/catalog/bind.h"
#include "compiler/catalog/indexes.h"
#include "compiler/catalog/references.h"
#include "compiler/catalog/statements.h"

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

void note_references(NewIndex& fresh, const Table& table, const sql::References& references) {
  add_mentioned(fresh.index, table, references);
  auto& all = fresh.references;
  all.functions.insert(all.functions.end(), references.functions.begin(),
                       references.functions.end());
  all.types.insert(all.types.end(), references.types.begin(), references.types.end());
}

}  // namespace

void perform(Editor& editor, const sql::CreateIndex& statement, Span where) {
  const Object* owner = editor.catalog().find_relation(statement.table);
  if (owner == nullptr) return;
  const auto* view = std::get_if<View>(&owner->data);
  if (view == nullptr && !std::holds_alternative<Table>(owner->data)) return;
  const Table table = view == nullptr ? std::get<Table>(owner->data) : as_table(*view);
  if (!statement.name.empty() && editor.catalog().find({NameSpace::kRelation, owner->schema,
                                                        statement.name.text}) != nullptr) {
    return;
  }
  NewIndex fresh;
  fresh.table = owner->id;
  fresh.name = statement.name.text;
  fresh.where = where;
  fresh.descend = statement.only ? Descend::kNot : Descend::kToPartitions;
  Index& index = fresh.index;
  index.method = statement.method;
  index.unique = statement.unique;
  index.nulls_not_distinct = statement.nulls_not_distinct;
  index.keys = index_keys(editor, {fresh.table}, table, statement.elements);
  if (index.keys.empty()) return;
  for (const sql::Name& name : statement.including) {
    if (const Column* column = find_column(table, name.text)) {
      index.including.push_back(column->number);
    }
  }
  for (const sql::IndexElement& element : statement.elements) {
    if (!element.expression.has_value() || !element.expression->plain_column.empty()) continue;
    note_references(fresh, table, element.expression->references);
  }
  if (statement.predicate.has_value()) {
    index.predicate =
        bind_expression(editor, *statement.predicate, {Place::kIndexPredicate, fresh.table, {}});
    note_references(fresh, table, statement.predicate->references);
  }
  // ON ONLY leaves the index invalid until each partition has its part. (indexcmds.c, DefineIndex)
  if (statement.only && table.partitioned_by.has_value() &&
      !editor.catalog().children_of(owner->id).empty()) {
    index.valid = false;
  }
  add_index(editor, std::move(fresh));
}

}  // namespace ashlar::catalog
