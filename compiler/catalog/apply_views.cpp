// Views, materialized views, and tables made from queries.

#include "compiler/catalog/bind.h"
#include "compiler/catalog/query_columns.h"
#include "compiler/catalog/references.h"
#include "compiler/catalog/statements.h"

namespace ashlar::catalog {
namespace {

/// The query's columns under the written names, as far as there are such.
std::vector<OutputColumn> named_columns(const Editor& editor, const std::vector<sql::Name>& written,
                                        const sql::Query& query) {
  std::vector<OutputColumn> columns = query_columns(editor, query);
  if (columns.size() < written.size()) columns.resize(written.size());
  for (std::size_t i = 0; i < written.size(); ++i) columns[i].name = written[i].text;
  return columns;
}

void set_columns(View& view, std::vector<OutputColumn> columns) {
  for (OutputColumn& column : columns) {
    view.columns.push_back(std::move(column.name));
    view.column_types.push_back(std::move(column.type));
  }
}

Table table_of_query(const Editor& editor, const sql::CreateTableAs& statement) {
  Table table;
  for (OutputColumn& output : named_columns(editor, statement.columns, statement.query)) {
    Column column;
    column.number = table.next_column++;
    column.name = std::move(output.name);
    column.type = std::move(output.type);
    column.origin = editor.origin(statement.query.span);
    table.columns.push_back(std::move(column));
  }
  return table;
}

void replace_view(Editor& editor, ObjectId id, View fresh, const sql::Query& query) {
  *editor.edit<View>(id) = std::move(fresh);
  editor.forget_own_dependencies(id);
  depend_on_query(editor, id, query);
}

/// A view over a temporary relation is temporary itself. (view.c, DefineView)
bool reads_temporary(const Catalog& catalog, const sql::Query& query) {
  for (const sql::QualifiedName& name : query.references.relations) {
    const Object* relation = catalog.find_relation(name);
    if (relation != nullptr && relation->schema == "pg_temp") return true;
  }
  return false;
}

}  // namespace

void perform(Editor& editor, const sql::CreateTableAs& statement, Span where) {
  std::string schema = new_relation_schema(editor.catalog(), statement.name, statement.persistence);
  const std::string& name = statement.name.name.text;
  if (schema.empty() || editor.catalog().find({NameSpace::kRelation, schema, name}) != nullptr) {
    return;
  }
  if (statement.materialized) {
    View view;
    view.materialized = true;
    view.populated = statement.with_data;
    set_columns(view, named_columns(editor, statement.columns, statement.query));
    view.query = bind_query(editor, statement.query).text;
    const ObjectId id = editor.add(std::move(schema), name, std::move(view), where);
    depend_on_query(editor, id, statement.query);
    return;
  }
  Table table = table_of_query(editor, statement);
  table.persistence = schema == "pg_temp" ? sql::Persistence::kTemporary : statement.persistence;
  const std::vector<Column> columns = table.columns;
  const ObjectId id = editor.add(std::move(schema), name, std::move(table), where);
  for (const Column& column : columns) depend_on_type(editor, id, column.number, column.type);
}

void perform(Editor& editor, const sql::CreateView& statement, Span where) {
  const bool temporary = statement.persistence == sql::Persistence::kTemporary ||
                         reads_temporary(editor.catalog(), statement.query);
  std::string schema =
      new_relation_schema(editor.catalog(), statement.name,
                          temporary ? sql::Persistence::kTemporary : sql::Persistence::kPermanent);
  const std::string& name = statement.name.name.text;
  if (schema.empty()) return;
  View view;
  set_columns(view, named_columns(editor, statement.columns, statement.query));
  view.query = bind_query(editor, statement.query).text;
  const Object* present = editor.catalog().find({NameSpace::kRelation, schema, name});
  if (present != nullptr) {
    const auto* old = std::get_if<View>(&present->data);
    if (!statement.or_replace || old == nullptr || old->materialized) return;
    replace_view(editor, present->id, std::move(view), statement.query);
    return;
  }
  const ObjectId id = editor.add(std::move(schema), name, std::move(view), where);
  depend_on_query(editor, id, statement.query);
}

void perform(Editor& editor, const sql::RefreshMaterializedView& statement, Span) {
  const Object* object = editor.catalog().find_relation(statement.view);
  const auto* view = object == nullptr ? nullptr : std::get_if<View>(&object->data);
  if (view == nullptr || !view->materialized || view->populated == statement.with_data) return;
  editor.edit<View>(object->id)->populated = statement.with_data;
}

}  // namespace ashlar::catalog
