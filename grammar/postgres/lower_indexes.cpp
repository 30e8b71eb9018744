// CREATE INDEX and the elements that indexes, partition keys and exclusion constraints share. Of
// these only a PartitionElem has a place in the tree.

#include <algorithm>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_tables.h"

namespace ashlar::postgres {
namespace {

/// One past an expression that is an index element: `( expression )` or a function call.
std::size_t after_expression(const Tokens& tokens, std::size_t first) {
  if (tokens.symbol(first, "(")) return tokens.closing(first) + 1;
  std::size_t at = first + 1;
  while (tokens.symbol(at, ".")) at += 2;
  if (tokens.symbol(at, "(")) return tokens.closing(at) + 1;
  return at;
}

std::optional<bool> nulls_first(std::string_view ordering) {
  if (ordering == "SORTBY_NULLS_FIRST") return true;
  if (ordering == "SORTBY_NULLS_LAST") return false;
  return std::nullopt;
}

/// The server's index method where none is written (src/include/catalog/index.h,
/// DEFAULT_INDEX_TYPE) stands in the tree already, but not for other grammars to rely on.
std::string method(const Node& node) {
  const std::string_view name = node.text("accessMethod");
  return name.empty() ? "btree" : std::string(name);
}

}  // namespace

sql::IndexElement index_element(const Lowering& in, const Node& node, std::size_t first,
                                std::size_t last) {
  sql::IndexElement element;
  element.span = in.tokens.between(first, last);
  std::size_t at = first + 1;
  if (const Node expr = node.child("expr")) {
    at = after_expression(in.tokens, first);
    const bool bracketed = in.tokens.symbol(first, "(");
    element.expression =
        expression(in, expr, bracketed ? first + 1 : first, bracketed ? at - 1 : at);
  } else {
    element.column = name_at(in, first, node.text("name"));
  }
  if (in.tokens.word(at, "COLLATE")) {
    const std::vector<std::string_view> collation = string_values(node.list("collation"));
    element.collation = qualified_at(in, at + 1, collation);
    at = after_name(at + 1, collation.size());
  }
  const std::vector<std::string_view> opclass = string_values(node.list("opclass"));
  element.operator_class = qualified_at(in, at, opclass);
  element.operator_class_options = options(in, node.list("opclassopts"));
  element.descending = node.text("ordering") == "SORTBY_DESC";
  element.nulls_first = nulls_first(node.text("nulls_ordering"));
  return element;
}

std::vector<sql::IndexElement> index_elements(const Lowering& in, const NodeList& list,
                                              std::size_t open) {
  std::vector<sql::IndexElement> elements;
  elements.reserve(list.size());
  std::size_t at = open + 1;
  for (const Node& node : list) {
    const std::size_t end = in.tokens.element_end(at);
    elements.push_back(index_element(in, node, at, end));
    at = end + 1;
  }
  return elements;
}

std::vector<sql::Name> element_names(const Lowering& in, const NodeList& list, std::size_t open) {
  std::vector<sql::Name> names;
  std::size_t at = open + 1;
  for (const Node& node : list) {
    names.push_back(name_at(in, at, node.text("name")));
    at = in.tokens.element_end(at) + 1;
  }
  return names;
}

sql::StatementNode lower_create_index(const Lowering& in, const Node& node) {
  sql::CreateIndex index;
  const Node table = node.child("relation");
  index.table = relation(in, table);
  index.only = !table.flag("inh");
  index.unique = node.flag("unique");
  index.concurrently = node.flag("concurrent");
  index.if_not_exists = node.flag("if_not_exists");
  index.nulls_not_distinct = node.flag("nulls_not_distinct");
  index.method = method(node);
  // CREATE [UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON [ONLY] table …
  std::size_t on = in.token(table);
  while (on > 0 && !in.tokens.word(on, "ON")) --on;
  if (node.has("idxname") && on > 0) index.name = name_at(in, on - 1, node.text("idxname"));
  const std::size_t open = in.tokens.find_symbol(after_relation(in, table), "(");
  index.elements = index_elements(in, node.list("indexParams"), open);
  const std::size_t close = in.tokens.closing(open);
  if (node.has("indexIncludingParams")) {
    const std::size_t include = in.tokens.find_symbol(close, "(");
    index.including = element_names(in, node.list("indexIncludingParams"), include);
  }
  index.options = options(in, node.list("options"));
  if (node.has("tableSpace")) {
    const std::size_t keyword = in.tokens.find_outer_word(close + 1, "TABLESPACE");
    index.tablespace = name_at(in, keyword + 1, node.text("tableSpace"));
  }
  if (const Node where = node.child("whereClause")) {
    const std::size_t keyword = in.tokens.find_outer_word(close + 1, "WHERE");
    index.predicate = expression(in, where, keyword + 1, in.tokens.size());
  }
  return index;
}

}  // namespace ashlar::postgres
