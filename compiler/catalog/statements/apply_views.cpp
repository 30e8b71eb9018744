// Views, materialized views, and tables made from queries. (src/backend/commands/view.c,
// createas.c)

#include <algorithm>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/binding/query_columns.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/new_types.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

/// A view or table to be, as its query makes it.
struct Made {
  BoundQuery bound;
  std::vector<OutputColumn> columns;     ///< under the written names
  std::vector<std::string> query_names;  ///< as the query itself calls them
};

/// Refuses for two columns of one name (42701) and for more names than columns (42601).
bool refuse_columns(Editor& editor, const Made& made, const std::vector<sql::Name>& written,
                    Span where) {
  if (!made.bound.complete) return false;
  const std::size_t count = made.query_names.size();
  if (written.size() > count) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42601",
           "more column names are specified than the query has columns", written[count].span);
    return true;
  }
  for (std::size_t i = 0; i < made.columns.size(); ++i) {
    const std::string& name = made.columns[i].name;
    for (std::size_t j = 0; j < i; ++j) {
      if (made.columns[j].name != name) continue;
      refuse(editor, ProblemKind::kDuplicateColumn, "42701",
             "column `" + name + "` specified more than once",
             i < written.size() ? written[i].span : where);
      return true;
    }
  }
  return false;
}

Made make(Editor& editor, const std::vector<sql::Name>& written, const sql::Query& query) {
  Made made;
  made.bound = bind_query(editor, query);
  made.columns = made.bound.complete ? made.bound.columns : query_columns(editor, query);
  for (const OutputColumn& column : made.columns) made.query_names.push_back(column.name);
  if (made.columns.size() < written.size() && !made.bound.complete) {
    made.columns.resize(written.size());
  }
  for (std::size_t i = 0; i < written.size() && i < made.columns.size(); ++i) {
    made.columns[i].name = written[i].text;
  }
  return made;
}

Settings settings_of(const std::vector<sql::Option>& options) {
  Settings settings;
  for (const sql::Option& option : options) {
    settings.push_back({option.name, option.value.empty() ? "true" : option.value});
  }
  return settings;
}

View view_of(Made made) {
  View view;
  for (OutputColumn& column : made.columns) {
    view.columns.push_back(std::move(column.name));
    view.column_types.push_back(std::move(column.type));
  }
  view.query_names = std::move(made.query_names);
  view.query = std::move(made.bound.text);
  return view;
}

/// What the query names, or mentions where it could not be bound, and the types of the columns.
void depend(Editor& editor, ObjectId view, const sql::Query& query, const SqlText& text) {
  for (const Type& type : std::vector<Type>(editor.catalog().get_as<View>(view)->column_types)) {
    depend_on_type(editor, view, 0, type);
  }
  depend_on_text(editor, view, 0, text);
  if (query.tree == nullptr) depend_on_query(editor, view, query);
}

Table table_of(const Editor& editor, const sql::CreateTableAs& statement,
               std::vector<OutputColumn> outputs) {
  Table table;
  for (OutputColumn& output : outputs) {
    Column column;
    column.number = table.next_column++;
    column.name = std::move(output.name);
    column.type = std::move(output.type);
    column.collation = std::move(output.collation);
    column.origin = editor.origin(statement.query.span);
    table.columns.push_back(std::move(column));
  }
  table.options = settings_of(statement.options);
  table.access_method = statement.access_method == "heap" ? "" : statement.access_method;
  table.tablespace = statement.tablespace.text == "pg_default" ? "" : statement.tablespace.text;
  table.on_commit = statement.on_commit;
  return table;
}

/// CREATE OR REPLACE VIEW may only add columns behind those that there are. (view.c,
/// checkViewColumns)
bool refuse_replacement(Editor& editor, const View& before, const View& after, Span where) {
  const auto invalid = [&](std::string message) {
    refuse(editor, ProblemKind::kViewReplacement, "42P16", std::move(message), where,
           "keep its columns, names and types, and add new ones at the end; or drop it first");
    return true;
  };
  if (after.columns.size() < before.columns.size()) {
    return invalid("cannot drop columns from view");
  }
  for (std::size_t i = 0; i < before.columns.size(); ++i) {
    if (before.columns[i] != after.columns[i]) {
      return invalid("cannot change name of view column `" + before.columns[i] + "` to `" +
                     after.columns[i] + "`");
    }
    if (i >= before.column_types.size() || i >= after.column_types.size()) continue;
    const std::string old_type = format_type(before.column_types[i]);
    const std::string new_type = format_type(after.column_types[i]);
    if (old_type.empty() || new_type.empty() || old_type == new_type) continue;
    std::string message = "cannot change data type of view column `";
    message.append(before.columns[i]).append("` from `").append(old_type);
    message.append("` to `").append(new_type).append("`");
    return invalid(message);
  }
  return false;
}

/// A view over a temporary relation is temporary itself. (view.c, DefineView)
bool reads_temporary(const Catalog& catalog, const sql::Query& query) {
  for (const sql::QualifiedName& name : query.references.relations) {
    const Object* relation = catalog.find_relation(name);
    if (relation != nullptr && relation->schema == "pg_temp") return true;
  }
  return false;
}

void make_materialized(Editor& editor, const sql::CreateTableAs& statement, std::string schema,
                       Made made, Span where) {
  View view = view_of(std::move(made));
  view.materialized = true;
  view.populated = statement.with_data;
  view.options = settings_of(statement.options);
  view.access_method = statement.access_method == "heap" ? "" : statement.access_method;
  view.tablespace = statement.tablespace.text == "pg_default" ? "" : statement.tablespace.text;
  const SqlText text = view.query;
  const ObjectId id =
      editor.add(std::move(schema), statement.name.name.text, std::move(view), where);
  depend(editor, id, statement.query, text);
}

}  // namespace

void perform(Editor& editor, const sql::CreateTableAs& statement, Span where) {
  std::string schema = new_relation_schema(editor.catalog(), statement.name, statement.persistence);
  if (schema.empty()) return;
  if (statement.if_not_exists &&
      refuse_taken_relation(editor, schema, statement.name.name, IfTaken::kSkip)) {
    return;
  }
  Made made = make(editor, statement.columns, statement.query);
  if (refuse_columns(editor, made, statement.columns, statement.query.span) ||
      refuse_taken_relation(editor, schema, statement.name.name, IfTaken::kRefuse) ||
      refuse_taken_row_type(editor, schema, statement.name.name)) {
    return;
  }
  if (statement.materialized) {
    make_materialized(editor, statement, std::move(schema), std::move(made), where);
    return;
  }
  Table table = table_of(editor, statement, std::move(made.columns));
  table.persistence = schema == "pg_temp" ? sql::Persistence::kTemporary : statement.persistence;
  const std::vector<Column> columns = table.columns;
  // It may have columns that are not known: EXECUTE says nothing of them.
  if (!made.bound.complete && columns.empty()) {
    editor.doubt_name({NameSpace::kRelation, schema, statement.name.name.text});
  }
  const ObjectId id =
      editor.add(std::move(schema), statement.name.name.text, std::move(table), where);
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
  const Object* present = editor.catalog().find({NameSpace::kRelation, schema, name});
  const ObjectId replaced = present == nullptr ? 0 : present->id;
  Made made = make(editor, statement.columns, statement.query);
  if (refuse_columns(editor, made, statement.columns, statement.query.span)) return;
  if ((replaced == 0 || !statement.or_replace) &&
      refuse_taken_relation(editor, schema, statement.name.name, IfTaken::kRefuse)) {
    return;
  }
  const bool complete = made.bound.complete;
  View view = view_of(std::move(made));
  view.persistence =
      schema == "pg_temp" ? sql::Persistence::kTemporary : sql::Persistence::kPermanent;
  view.options = settings_of(statement.options);
  if (!statement.check_option.empty()) {
    view.options.push_back({"check_option", statement.check_option});
  }
  const SqlText text = view.query;
  if (replaced == 0) {
    if (refuse_taken_row_type(editor, schema, statement.name.name)) return;
    const ObjectId id = editor.add(std::move(schema), name, std::move(view), where);
    depend(editor, id, statement.query, text);
    return;
  }
  const auto* old = editor.catalog().get_as<View>(replaced);
  if (old == nullptr || old->materialized) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809", "`" + name + "` is not a view",
           statement.name.name.span);
    return;
  }
  const bool doubtful = editor.catalog().is_doubtful({NameSpace::kRelation, schema, name});
  if (complete && !doubtful && !old->columns.empty() &&
      refuse_replacement(editor, *old, view, statement.name.name.span)) {
    return;
  }
  view.column_defaults = old->column_defaults;
  *editor.edit<View>(replaced) = std::move(view);
  editor.forget_own_dependencies(replaced);
  depend(editor, replaced, statement.query, text);
}

void perform(Editor& editor, const sql::RefreshMaterializedView& statement, Span where) {
  const Object* object = require_relation(editor, statement.view, where);
  const auto* view = object == nullptr ? nullptr : std::get_if<View>(&object->data);
  if (object != nullptr && (view == nullptr || !view->materialized)) {
    const bool table = std::holds_alternative<Table>(object->data);
    refuse(editor, table ? ProblemKind::kNotSupported : ProblemKind::kWrongObjectKind,
           table ? "0A000" : "42809", "`" + object->name + "` is not a materialized view",
           span_of(statement.view.name, where));
  }
  if (view == nullptr || !view->materialized || view->populated == statement.with_data) return;
  editor.edit<View>(object->id)->populated = statement.with_data;
}

}  // namespace ashlar::catalog
