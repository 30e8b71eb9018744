#include "grammar/postgres/statement_tree.h"

#include <optional>
#include <pg_query.h>
#include <string>

#include "grammar/postgres/batches.h"
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

bool with_statement_tree(std::string_view sql,
                         const std::function<void(const Lowering&, const Node&)>& read) {
  const Span all{0, static_cast<std::uint32_t>(sql.size())};
  if (!is_readable(sql, all, {})) return false;
  BatchReader reader(sql, all);
  const std::optional<Batch> batch = reader.next();
  if (!batch.has_value() || batch->pieces.size() != 1) return false;
  const Piece& piece = batch->pieces.front();
  if (piece.chain > kMaxQueryChain || reader.next().has_value()) return false;
  const QueryResult result{std::string(sql)};
  const std::string_view json = result.tree();
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (json.empty() || parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) {
    return false;
  }
  const Lowering in{sql, 0, Tokens(sql, batch->lexemes, piece.first, piece.last)};
  read(in, Node(root).list("stmts").front().child("stmt"));
  return true;
}

}  // namespace ashlar::postgres
