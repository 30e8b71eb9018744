// One query to its tree, for texts that are read while statements are replayed.

#include "grammar/postgres/lower_trees.h"
#include "grammar/postgres/parser.h"
#include "grammar/postgres/statement_tree.h"

namespace ashlar::postgres {

sql::SelectPtr parse_query(std::string_view sql) {
  sql::SelectPtr query;
  with_statement_tree(sql, [&query](const Lowering& in, const Node& statement) {
    if (statement.is("SelectStmt")) query = query_tree(in, statement, 0, in.tokens.size());
  });
  return query;
}

}  // namespace ashlar::postgres
