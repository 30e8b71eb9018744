// Statements that read or write rows.

#include "grammar/postgres/lower_data.h"

#include <string>
#include <utility>

#include "grammar/postgres/digest.h"
#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_queries.h"
#include "grammar/postgres/lower_tables.h"
#include "grammar/postgres/lower_trees.h"

namespace ashlar::postgres {
namespace {

/// The columns of INSERT and of SET: ResTarget nodes at their own places.
std::vector<sql::Name> target_columns(const Lowering& in, const NodeList& targets) {
  std::vector<sql::Name> columns;
  columns.reserve(targets.size());
  for (const Node& target : targets) {
    columns.push_back(name_at(in, in.token(target), target.text("name")));
  }
  return columns;
}

/// Rows of data that fill pages name nothing that a catalog holds.
constexpr std::size_t kMostTokens = 6000;

bool is_readable(const Lowering& in) { return in.tokens.size() <= kMostTokens; }

sql::DataChangePtr change_tree(const Lowering& in, const Node& node) {
  return is_readable(in) ? data_change_tree(in, node, 0, in.tokens.size()) : nullptr;
}

bool is_query(const Node& select) { return select && !select.has("valuesLists"); }

}  // namespace

sql::StatementNode lower_insert(const Lowering& in, const Node& node) {
  sql::Insert insert;
  insert.table = relation(in, node.child("relation"));
  insert.columns = target_columns(in, node.list("cols"));
  insert.from_query = is_query(node.child("selectStmt"));
  insert.references = digest(in, node).references;
  insert.tree = change_tree(in, node);
  return insert;
}

sql::StatementNode lower_update(const Lowering& in, const Node& node) {
  sql::Update update;
  update.table = relation(in, node.child("relation"));
  update.columns = target_columns(in, node.list("targetList"));
  update.has_where = node.has("whereClause");
  update.references = digest(in, node).references;
  update.tree = change_tree(in, node);
  return update;
}

sql::StatementNode lower_delete(const Lowering& in, const Node& node) {
  sql::Delete statement;
  statement.table = relation(in, node.child("relation"));
  statement.has_where = node.has("whereClause");
  statement.references = digest(in, node).references;
  statement.tree = change_tree(in, node);
  return statement;
}

sql::StatementNode lower_merge(const Lowering& in, const Node& node) {
  sql::Merge merge;
  merge.table = relation(in, node.child("relation"));
  merge.references = digest(in, node).references;
  merge.tree = change_tree(in, node);
  return merge;
}

sql::StatementNode lower_select(const Lowering& in, const Node& node) {
  if (leftmost_select(node).has("intoClause")) return lower_select_into(in, node);
  sql::Select select;
  LoweredQuery lowered = lower_query(in, node, 0, in.tokens.size());
  select.query = std::move(lowered.query);
  if (is_readable(in)) select.query.tree = query_tree(in, node, 0, in.tokens.size());
  select.locks_rows = lowered.locks_rows;
  select.writes = std::move(lowered.writes);
  return select;
}

sql::StatementNode lower_copy(const Lowering& in, const Node& node) {
  sql::Copy copy;
  copy.table = relation(in, node.child("relation"));
  copy.from = node.flag("is_from");
  copy.standard_io = !node.has("filename") && !node.flag("is_program");
  // The target is under the key that data-changing statements have it; COPY … TO reads it.
  if (const Node query = node.child("query")) copy.references = digest(in, query).references;
  if (const Node where = node.child("whereClause")) {
    copy.references = digest(in, where).references;
  }
  return copy;
}

sql::StatementNode lower_truncate(const Lowering& in, const Node& node) {
  sql::Truncate truncate;
  for (const Node& table : node.list("relations")) {
    truncate.tables.push_back(relation(in, table));
    truncate.only.push_back(!table.flag("inh"));
  }
  truncate.restart_identity = node.flag("restart_seqs");
  truncate.behavior = drop_behavior(node);
  return truncate;
}

sql::StatementNode lower_call(const Lowering& in, const Node& node) {
  return sql::Call{function_call(in, node.child("funccall"))};
}

sql::StatementNode lower_do(const Lowering& in, const Node& node) {
  sql::DoBlock block;
  const NodeList arguments = node.list("args");
  if (const Node language = find_option(arguments, "language")) {
    block.language = string_value(language.child("arg"));
  }
  if (const Node body = find_option(arguments, "as")) {
    block.body = string_value(body.child("arg"));
    block.body_span = in.tokens.span(in.token(body));
  }
  return block;
}

}  // namespace ashlar::postgres
