// One query to its tree, for texts that are read while statements are replayed.

#include <optional>
#include <pg_query.h>
#include <string>

#include "grammar/postgres/batches.h"
#include "grammar/postgres/lower_trees.h"
#include "grammar/postgres/lowering.h"
#include "grammar/postgres/parser.h"
#include "grammar/postgres/readable_text.h"
#include "grammar/postgres/tree.h"

namespace ashlar::postgres {
namespace {

/// How long a chain of operators may be (parser.cpp has the reason for a limit).
constexpr std::uint32_t kMaxQueryChain = 8'000;

/// A result of pg_query_parse, freed.
class QueryResult {
 public:
  explicit QueryResult(const std::string& sql) : result_(pg_query_parse(sql.c_str())) {}
  QueryResult(const QueryResult&) = delete;
  QueryResult& operator=(const QueryResult&) = delete;
  ~QueryResult() { pg_query_free_parse_result(result_); }

  [[nodiscard]] std::string_view tree() const {
    if (result_.error != nullptr || result_.parse_tree == nullptr) return {};
    return result_.parse_tree;
  }

 private:
  PgQueryParseResult result_;
};

}  // namespace

sql::SelectPtr parse_query(std::string_view sql) {
  const Span all{0, static_cast<std::uint32_t>(sql.size())};
  if (!is_readable(sql, all, {})) return nullptr;
  BatchReader reader(sql, all);
  const std::optional<Batch> batch = reader.next();
  if (!batch.has_value() || batch->pieces.size() != 1) return nullptr;
  const Piece& piece = batch->pieces.front();
  if (piece.chain > kMaxQueryChain || reader.next().has_value()) return nullptr;
  const QueryResult result{std::string(sql)};
  const std::string_view json = result.tree();
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (json.empty() || parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) {
    return nullptr;
  }
  const Node statement = Node(root).list("stmts").front().child("stmt");
  if (!statement.is("SelectStmt")) return nullptr;
  const Lowering in{sql, 0, Tokens(sql, batch->lexemes, piece.first, piece.last)};
  return query_tree(in, statement, 0, in.tokens.size());
}

}  // namespace ashlar::postgres
