// SELECT, VALUES and set operations (src/backend/parser/gram.y, SelectStmt). These nodes have no
// place at all: a query is looked for between the tokens that are known to hold it.

#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/tree_lowering.h"

namespace ashlar::postgres {
namespace {

constexpr int kMaxQueryDepth = 100;

sql::SetOperation set_operation(std::string_view op) {
  if (op == "SETOP_UNION") return sql::SetOperation::kUnion;
  if (op == "SETOP_INTERSECT") return sql::SetOperation::kIntersect;
  if (op == "SETOP_EXCEPT") return sql::SetOperation::kExcept;
  return sql::SetOperation::kNone;
}

/// Any keyword may stand as a label behind AS and as a field behind a dot.
bool is_label(const Tokens& tokens, std::size_t at) {
  return at > 0 && (tokens.word(at - 1, "AS") || tokens.symbol(at - 1, "."));
}

/// Where the last set operation of the loosest binding stands between the brackets of `within`, and
/// where the clauses begin that come after all of them. INTERSECT binds tighter than the others.
struct SetWords {
  std::size_t operation = 0;
  std::size_t clauses = 0;
};

SetWords find_set_words(const Tokens& tokens, Extent within, bool intersect) {
  SetWords found{within.last, within.last};
  for (std::size_t at = within.first; at < within.last;) {
    if (tokens.symbol(at, "(") || tokens.symbol(at, "[")) {
      at = tokens.closing(at) + 1;
      continue;
    }
    if (!is_label(tokens, at)) {
      const bool operation =
          intersect ? tokens.word(at, "INTERSECT") : is_one_of(tokens, at, {"UNION", "EXCEPT"});
      if (operation) {
        found = {at, within.last};
      } else if (is_one_of(tokens, at, {"ORDER", "LIMIT", "OFFSET", "FETCH", "FOR"}) &&
                 found.clauses == within.last && !(at > 0 && tokens.word(at - 1, "COLLATION"))) {
        found.clauses = at;
      }
    }
    ++at;
  }
  return found;
}

}  // namespace

sql::SelectPtr TreeLowering::select(const Node& node, Extent within) {
  if (++depth_ > kMaxQueryDepth) too_deep_ = true;
  sql::SelectTree tree;
  if (!too_deep_) {
    while (tokens_.symbol(within.first, "(") && tokens_.closing(within.first) + 1 == within.last) {
      ++within.first;
      --within.last;
    }
    if (!within.empty()) tree.span = tokens_.between(within.first, within.last);
    if (const Node with = node.child("withClause")) {
      tree.recursive = with.flag("recursive");
      within.first = read_with(with, within.first, tree.with);
    }
    tree.operation = set_operation(node.text("op"));
    if (tree.operation == sql::SetOperation::kNone) {
      read_simple_select(node, within, tree);
    } else {
      read_set_operation(node, within, tree);
    }
    tree.order_by = sort_items(node.list("sortClause"));
    tree.limit = shared(node.child("limitCount"));
    tree.offset = shared(node.child("limitOffset"));
  }
  --depth_;
  return std::make_shared<const sql::SelectTree>(std::move(tree));
}

void TreeLowering::read_set_operation(const Node& node, Extent within, sql::SelectTree& tree) {
  tree.all = node.flag("all");
  Extent left;
  Extent right;
  if (!within.empty()) {
    const bool intersect = tree.operation == sql::SetOperation::kIntersect;
    const SetWords words = find_set_words(tokens_, within, intersect);
    left = {within.first, words.operation};
    right = {
        words.operation + (is_one_of(tokens_, words.operation + 1, {"ALL", "DISTINCT"}) ? 2 : 1),
        words.clauses};
  }
  tree.left = select(node.child("larg"), left);
  tree.right = select(node.child("rarg"), right);
}

void TreeLowering::read_simple_select(const Node& node, Extent within, sql::SelectTree& tree) {
  for (const Node& row : node.list("valuesLists")) tree.values.push_back(expressions(items(row)));
  const NodeList distinct = node.list("distinctClause");
  tree.distinct = !distinct.empty();
  // SELECT DISTINCT is a list of one empty node.
  if (tree.distinct && !distinct.front().kind().empty()) tree.distinct_on = expressions(distinct);
  std::size_t at = within.first;
  tree.targets = target_items(node.list("targetList"), at);
  if (node.has("fromClause")) {
    tree.from = from_items(node.list("fromClause"), tokens_.find_outer_word(at, "FROM") + 1);
  }
  tree.where = shared(node.child("whereClause"));
  for (const Node& group : node.list("groupClause")) gather_operand(group, tree.group_by, 0);
  tree.having = shared(node.child("havingClause"));
  for (const Node& definition : node.list("windowClause")) {
    tree.windows.push_back(window(definition));
  }
}

sql::Name TreeLowering::label_after(std::size_t at, std::string_view text) const {
  at = skip_closing(at);
  if (tokens_.word(at, "AS")) ++at;
  return name_at(in_, at, text);
}

std::vector<sql::TargetItem> TreeLowering::target_items(const NodeList& list, std::size_t& end) {
  std::vector<sql::TargetItem> targets;
  targets.reserve(list.size());
  for (const Node& node : list) {
    sql::TargetItem target;
    target.value = expression(node.child("val"));
    const Extent value = extent(target.value);
    const std::string_view name = node.text("name");
    if (!name.empty()) target.label = label_after(value.empty() ? end : value.last, name);
    if (!value.empty()) end = value.last;
    if (!target.label.span.empty()) end = tokens_.at(target.label.span.end);
    targets.push_back(std::move(target));
  }
  return targets;
}

std::size_t TreeLowering::read_with(const Node& with, std::size_t at,
                                    std::vector<sql::CommonTable>& tables) {
  for (const Node& node : with.list("ctes")) tables.push_back(common_table(node, at));
  // SEARCH and CYCLE, which hold no query, may come behind the last of them.
  while (at < tokens_.size() && !tokens_.symbol(at, "(") &&
         !is_one_of(tokens_, at,
                    {"SELECT", "VALUES", "TABLE", "INSERT", "UPDATE", "DELETE", "MERGE"})) {
    ++at;
  }
  return at;
}

sql::CommonTable TreeLowering::common_table(const Node& node, std::size_t& end) {
  sql::CommonTable table;
  const std::size_t at = in_.token(node);
  table.name = name_at(in_, at, node.text("ctename"));
  table.columns = names_in_brackets(in_, at + 1, node.list("aliascolnames"));
  std::size_t open = at + 1;
  if (!table.columns.empty()) open = tokens_.closing(open) + 1;
  open = tokens_.find_symbol(open, "(");
  const std::size_t close = tokens_.closing(open);
  const Node query = node.child("ctequery");
  if (query.is("SelectStmt")) {
    table.query = select(query, {open + 1, close});
  } else {
    table.data_change = data_change(query, {open + 1, close});
  }
  end = close + 1;
  const auto add_column = [&](const Node& clause, std::string_view field) {
    const std::string_view name = clause.text(field);
    if (!name.empty()) table.added_columns.push_back(find_name(in_, in_.token(clause), name));
  };
  if (const Node search = node.child("search_clause")) add_column(search, "search_seq_column");
  if (const Node cycle = node.child("cycle_clause")) {
    add_column(cycle, "cycle_mark_column");
    add_column(cycle, "cycle_path_column");
  }
  return table;
}

}  // namespace ashlar::postgres
