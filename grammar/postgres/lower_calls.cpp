// Calls of functions, and the expressions that the grammar spells like calls.

#include <string>
#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/tree_lowering.h"

namespace ashlar::postgres {

sql::Expr TreeLowering::function_use(const Node& node) {
  sql::FunctionUse use;
  Extent extent = start(node);
  const std::vector<std::string_view> parts = string_values(node.list("funcname"));
  const std::size_t at = extent.empty() ? tokens_.size() : extent.first;
  std::size_t last = after_name(at, parts.size());
  use.name = qualified_at(in_, at, parts);
  bool spelled = !use.name.name.span.empty() && tokens_.symbol(last, "(");
  for (std::size_t i = 1; i < parts.size(); ++i) {
    spelled = spelled && tokens_.symbol(at + 2 * i - 1, ".");
  }
  if (!spelled) {
    // EXTRACT (…), a AT TIME ZONE b, a LIKE b ESCAPE c.
    use.name.name.span = {};
    use.name.schema.span = {};
    use.name.span = {};
    last = at + 1;
    if (tokens_.word(at, "AT")) ++last;
    if (tokens_.word(at, "IS")) last = tokens_.find_word(at, "NORMALIZED") + 1;
  }
  if (!extent.empty()) extent.last = after_call(node, last);

  std::size_t index = 0;
  const NodeList arguments = node.list("args");
  for (const Node& item : arguments) {
    use.arguments.push_back(argument(item, use.argument_names, index++));
  }
  if (!use.argument_names.empty()) use.argument_names.resize(use.arguments.size());
  use.star = node.flag("agg_star");
  use.distinct = node.flag("agg_distinct");
  use.variadic = node.flag("func_variadic");
  use.within_group = node.flag("agg_within_group");
  use.order_by = sort_items(node.list("agg_order"));
  use.filter = shared(node.child("agg_filter"));
  if (const Node over = node.child("over")) use.over = window(over);
  // `a LIKE b ESCAPE c` is an operation over this call: its LIKE is the operation's.
  if (!spelled) cover(extent, use.arguments);
  return place(std::move(use), extent);
}

sql::Expr TreeLowering::argument(const Node& node, std::vector<sql::Name>& names,
                                 std::size_t index) {
  if (!node.is("NamedArgExpr")) return expression(node);
  names.resize(index + 1);
  names[index] = name_at(in_, in_.token(node), node.text("name"));
  return expression(node.child("arg"));
}

std::size_t TreeLowering::after_call(const Node& node, std::size_t at) const {
  if (tokens_.symbol(at, "(")) at = tokens_.closing(at) + 1;
  if (node.flag("agg_within_group") && tokens_.word(at, "WITHIN")) {
    at = tokens_.closing(at + 2) + 1;
  }
  if (node.has("agg_filter") && tokens_.word(at, "FILTER")) at = tokens_.closing(at + 1) + 1;
  if (node.has("over")) {
    at = tokens_.find_word(at, "OVER") + 1;
    at = tokens_.symbol(at, "(") ? tokens_.closing(at) + 1 : at + 1;
  }
  return at;
}

std::vector<sql::SortItem> TreeLowering::sort_items(const NodeList& list) {
  std::vector<sql::SortItem> sorted;
  sorted.reserve(list.size());
  for (const Node& node : list) {
    sql::SortItem item;
    item.value = shared(node.child("node"));
    if (node.has("useOp")) item.using_operator = operator_name(in_.token(node), node.list("useOp"));
    sorted.push_back(std::move(item));
  }
  return sorted;
}

sql::Window TreeLowering::window(const Node& node) {
  sql::Window window;
  const std::size_t at = in_.token(node);
  // OVER name; OVER ( [ base ] … ); name AS ( [ base ] … ): the place is that of the bracket.
  if (tokens_.symbol(at, "(")) {
    if (at >= 2) window.name = name_at(in_, at - 2, node.text("name"));
    window.base = name_at(in_, at + 1, node.text("refname"));
  } else {
    window.name = name_at(in_, at, node.text("name"));
  }
  window.partition_by = expressions(node.list("partitionClause"));
  window.order_by = sort_items(node.list("orderClause"));
  if (const Node bound = node.child("startOffset")) window.frame.push_back(expression(bound));
  if (const Node bound = node.child("endOffset")) window.frame.push_back(expression(bound));
  return window;
}

void TreeLowering::gather_operand(const Node& node, sql::Exprs& operands, int depth) {
  if (node.is("TypeName")) return;
  if (find_lowering(node.kind()) != nullptr) {
    operands.push_back(expression(node));
  } else {
    gather_operands(node, operands, depth);
  }
}

void TreeLowering::gather_operands(const Node& node, sql::Exprs& operands, int depth) {
  // Lists and wrappers around an operand of XML and JSON are a handful.
  constexpr int kMaxWrappers = 40;
  if (!node.fields() || depth > kMaxWrappers) return;
  for (const auto& field : *node.fields()) {
    if (field.key == "typeName") continue;
    simdjson::dom::array list;
    if (field.value.get_array().get(list) == simdjson::SUCCESS) {
      for (const Node& item : NodeList(list)) gather_operand(item, operands, depth + 1);
    } else if (field.value.is_object()) {
      gather_operand(Node(field.value), operands, depth + 1);
    }
  }
}

}  // namespace ashlar::postgres
