// What stands in FROM (src/backend/parser/gram.y, table_ref). Subqueries, joins and aliases have no
// place in the tree: they are found from where the item begins.

#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/tree_lowering.h"

namespace ashlar::postgres {
namespace {

constexpr int kMaxJoinDepth = 200;

}  // namespace

std::vector<sql::FromItem> TreeLowering::from_items(const NodeList& list, std::size_t at) {
  std::vector<sql::FromItem> from;
  from.reserve(list.size());
  for (const Node& node : list) {
    from.push_back(from_item(node, at));
    at = skip_closing(at);
    if (tokens_.symbol(at, ",")) ++at;
  }
  return from;
}

sql::FromItem TreeLowering::from_item(const Node& node, std::size_t& at) {
  if (++depth_ > kMaxJoinDepth) too_deep_ = true;
  sql::FromItem item;
  if (too_deep_) {
    // Nothing of it will be used.
  } else if (node.is("RangeVar")) {
    item.node = relation_item(node, at);
  } else if (node.is("RangeTableSample")) {
    item = sampled_item(node, at);
  } else if (node.is("RangeSubselect")) {
    item.node = subquery_item(node, at);
  } else if (node.is("RangeFunction")) {
    item.node = function_item(node, at);
  } else if (node.is("RangeTableFunc")) {
    item.node = xml_table(node, at);
  } else if (node.is("JsonTable")) {
    item.node = json_table(node, at);
  } else if (node.is("JoinExpr")) {
    item.node = join_item(node, at);
  }
  --depth_;
  return item;
}

sql::RelationItem TreeLowering::relation_item(const Node& node, std::size_t& at) const {
  sql::RelationItem item;
  item.name = relation(in_, node);
  item.only = !node.flag("inh");
  at = after_relation(in_, node);
  item.alias = alias(node.child("alias"), at);
  return item;
}

sql::FromItem TreeLowering::sampled_item(const Node& node, std::size_t& at) {
  sql::FromItem item = from_item(node.child("relation"), at);
  item.sample = expressions(node.list("args"));
  // TABLESAMPLE method ( … ) [ REPEATABLE ( … ) ]
  at = tokens_.closing(tokens_.find_symbol(in_.token(node), "(")) + 1;
  if (const Node seed = node.child("repeatable")) {
    item.sample.push_back(expression(seed));
    at = tokens_.closing(at + 1) + 1;
  }
  return item;
}

std::size_t TreeLowering::subquery_bracket(std::size_t at) const {
  std::size_t outermost = at;
  std::size_t query = after_brackets(at);
  if (tokens_.word(query, "LATERAL")) {
    outermost = query + 1;
    query = after_brackets(outermost);
  }
  if (query == outermost) return tokens_.size();
  // The innermost bracket is the subquery's, unless what follows shows that the query goes on: a
  // set operation or a clause behind a bracketed part of it, or one more bracket around it.
  std::size_t bracket = query - 1;
  while (bracket > outermost) {
    const std::size_t next = tokens_.closing(bracket) + 1;
    const bool goes_on =
        tokens_.symbol(next, ")") ||
        is_one_of(tokens_, next,
                  {"UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR"});
    if (!goes_on) break;
    --bracket;
  }
  return bracket;
}

sql::SubqueryItem TreeLowering::subquery_item(const Node& node, std::size_t& at) {
  sql::SubqueryItem item;
  item.lateral = node.flag("lateral");
  const std::size_t open = subquery_bracket(at);
  const std::size_t close = tokens_.closing(open);
  item.query = select(node.child("subquery"), {open + 1, close});
  at = close + 1;
  item.alias = alias(node.child("alias"), at);
  return item;
}

sql::FunctionItem TreeLowering::function_item(const Node& node, std::size_t& at) {
  sql::FunctionItem item;
  item.lateral = node.flag("lateral");
  item.ordinality = node.flag("ordinality");
  for (const Node& entry : node.list("functions")) {
    // A call and its list of columns, which may be missing.
    const NodeList pair = items(entry);
    item.calls.push_back(expression(pair.front()));
    std::vector<sql::ColumnShape> shapes;
    if (pair.size() > 1) shapes = column_shapes(items(pair.back()));
    item.column_counts.push_back(static_cast<std::uint32_t>(shapes.size()));
    for (sql::ColumnShape& shape : shapes) item.columns.push_back(std::move(shape));
    const Extent call = extent(item.calls.back());
    if (!call.empty()) at = call.last;
    if (!shapes.empty()) at = tokens_.closing(tokens_.find_symbol(at, "(")) + 1;
  }
  // ROWS FROM ( … )
  if (node.flag("is_rowsfrom")) at = skip_closing(at);
  if (item.ordinality) at = tokens_.find_word(at, "ORDINALITY") + 1;
  item.alias = alias(node.child("alias"), at);
  const NodeList columns = node.list("coldeflist");
  if (!columns.empty()) {
    item.columns = column_shapes(columns);
    item.column_counts.assign(1, static_cast<std::uint32_t>(item.columns.size()));
    at = tokens_.closing(tokens_.find_symbol(at, "(")) + 1;
  }
  return item;
}

std::vector<sql::ColumnShape> TreeLowering::column_shapes(const NodeList& list) const {
  std::vector<sql::ColumnShape> shapes;
  shapes.reserve(list.size());
  for (const Node& node : list) {
    sql::ColumnShape shape;
    shape.name = name_at(in_, in_.token(node), node.text("colname"));
    shape.ordinality = node.flag("for_ordinality");
    if (const Node type = node.child("typeName")) shape.type = type_name(in_, type);
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

sql::TableFunctionItem TreeLowering::xml_table(const Node& node, std::size_t& at) {
  sql::TableFunctionItem item;
  item.lateral = node.flag("lateral");
  gather_operands(node, item.operands, 0);
  item.columns = column_shapes(node.list("columns"));
  at = tokens_.closing(in_.token(node) + 1) + 1;
  item.alias = alias(node.child("alias"), at);
  return item;
}

sql::TableFunctionItem TreeLowering::json_table(const Node& node, std::size_t& at) {
  sql::TableFunctionItem item;
  item.lateral = node.flag("lateral");
  gather_operands(node, item.operands, 0);
  read_json_columns(node.list("columns"), item.columns, 0);
  at = tokens_.closing(in_.token(node) + 1) + 1;
  item.alias = alias(node.child("alias"), at);
  return item;
}

void TreeLowering::read_json_columns(const NodeList& list, std::vector<sql::ColumnShape>& columns,
                                     int depth) {
  if (depth > kMaxJoinDepth) too_deep_ = true;
  if (too_deep_) return;
  for (const Node& node : list) {
    if (node.text("coltype") == "JTC_NESTED") {
      read_json_columns(node.list("columns"), columns, depth + 1);
      continue;
    }
    sql::ColumnShape column;
    column.name = name_at(in_, in_.token(node), node.text("name"));
    column.ordinality = node.text("coltype") == "JTC_FOR_ORDINALITY";
    if (const Node type = node.child("typeName")) column.type = type_name(in_, type);
    columns.push_back(std::move(column));
  }
}

sql::JoinItem TreeLowering::join_item(const Node& node, std::size_t& at) {
  sql::JoinItem join;
  const std::string_view type = node.text("jointype");
  if (type == "JOIN_LEFT") join.kind = sql::JoinItem::Kind::kLeft;
  if (type == "JOIN_RIGHT") join.kind = sql::JoinItem::Kind::kRight;
  if (type == "JOIN_FULL") join.kind = sql::JoinItem::Kind::kFull;
  join.natural = node.flag("isNatural");
  join.left = std::make_shared<const sql::FromItem>(from_item(node.child("larg"), at));
  at = tokens_.find_word(at, "JOIN") + 1;
  join.right = std::make_shared<const sql::FromItem>(from_item(node.child("rarg"), at));
  if (node.has("usingClause")) {
    // USING ( a, b ) [ AS alias ]
    at = tokens_.find_word(at, "USING") + 1;
    join.using_columns = names_in_brackets(in_, at, node.list("usingClause"));
    at = tokens_.closing(at) + 1;
    if (const Node using_alias = node.child("join_using_alias")) {
      join.using_alias = name_at(in_, at + 1, using_alias.text("aliasname"));
      at += 2;
    }
  }
  join.on = shared(node.child("quals"));
  if (join.on) {
    const Extent condition = extent(*join.on);
    if (!condition.empty()) at = condition.last;
  }
  if (const Node own = node.child("alias")) {
    at = skip_closing(at);
    join.alias = alias(own, at);
  }
  return join;
}

sql::Alias TreeLowering::alias(const Node& node, std::size_t& at) const {
  sql::Alias alias;
  if (!node) return alias;
  if (tokens_.word(at, "AS")) ++at;
  alias.name = name_at(in_, at, node.text("aliasname"));
  ++at;
  const NodeList columns = node.list("colnames");
  if (!columns.empty()) {
    alias.columns = names_in_brackets(in_, at, columns);
    at = tokens_.closing(tokens_.find_symbol(at, "(")) + 1;
  }
  return alias;
}

}  // namespace ashlar::postgres
