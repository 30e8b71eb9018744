#include "grammar/postgres/lower_inner_statements.h"

#include <algorithm>
#include <utility>

#include "grammar/postgres/digest.h"
#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_queries.h"
#include "grammar/postgres/lower_trees.h"

namespace ashlar::postgres {
namespace {

sql::InnerStatement inner_statement(const Lowering& in, const Node& node, std::size_t first,
                                    std::size_t last) {
  sql::InnerStatement statement;
  if (node.is("SelectStmt")) {
    statement.query = lower_query(in, node, first, last).query;
    statement.query.tree = query_tree(in, node, first, last);
    return statement;
  }
  Digest digested = digest(in, node);
  statement.query.span = in.tokens.between(first, last);
  statement.query.references = std::move(digested.references);
  statement.query.tree_hash = digested.tree_hash;
  statement.data_change = data_change_tree(in, node, first, last);
  // The digest leaves out what is written; the statement hangs on it all the same.
  if (const Node target = node.child("relation")) {
    statement.query.references.relations.push_back(relation(in, target));
  }
  return statement;
}

}  // namespace

std::vector<sql::InnerStatement> inner_statements(const Lowering& in, const NodeList& list,
                                                  std::size_t first, std::size_t last) {
  std::vector<sql::InnerStatement> statements;
  for (const Node& node : list) {
    while (first < last && in.tokens.symbol(first, ";")) ++first;
    const std::size_t end = std::min(in.tokens.find_symbol(first, ";"), last);
    statements.push_back(inner_statement(in, node, first, end));
    first = end;
  }
  return statements;
}

}  // namespace ashlar::postgres
