#include "grammar/postgres/statement_tree.h"

#include <optional>
#include <string>

#include "grammar/postgres/batches.h"
#include "grammar/postgres/parse_result.h"
#include "grammar/postgres/readable_text.h"
#include "grammar/postgres/tree.h"

namespace ashlar::postgres {
namespace {

/// How long a chain of operators may be (parser.cpp has the reason for a limit).
constexpr std::uint32_t kMaxQueryChain = 8'000;

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
  const ParseResult result{std::string(sql)};
  const std::string_view json = result.ok() ? result.tree() : std::string_view();
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
