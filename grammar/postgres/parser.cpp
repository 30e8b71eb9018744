#include "grammar/postgres/parser.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <pg_query.h>
#include <utility>

#include "grammar/postgres/batches.h"
#include "grammar/postgres/insert_run.h"
#include "grammar/postgres/lowering.h"
#include "grammar/postgres/parse_result.h"
#include "grammar/postgres/readable_text.h"
#include "grammar/postgres/syntax_error.h"
#include "grammar/postgres/tree.h"
#include "grammar/text/check.h"

namespace ashlar::postgres {
namespace {

/// libpg_query prints a tree by recursion, about 130 bytes of stack a level, and a level of a chain
/// takes a token or more. The server itself refuses `1 + 1 + …` of less than half this length, by
/// max_stack_depth at its default of 2 MB.
constexpr std::uint32_t kMaxChain = 24'000;
/// Levels of JSON; a level of the tree is two to four of them. Nearly all statements do with the
/// first: the reader's stack for the second takes half a megabyte.
constexpr std::size_t kUsualJsonDepth = 256;
constexpr std::size_t kMaxJsonDepth = 65'536;

/// Parses one body.
class BodyParser {
 public:
  BodyParser(std::string_view text, FileId file, Diagnostics& diagnostics)
      : text_(text), file_(file), diagnostics_(diagnostics) {
    allow_depth(kUsualJsonDepth);
  }

  std::vector<ParsedStatement> run(Span body) {
    BatchReader reader(text_, body);
    while (const std::optional<Batch> batch = reader.next()) parse_batch(*batch);
    return std::move(statements_);
  }

 private:
  static constexpr std::size_t kFirstDocument = 1U << 14;

  void parse_batch(const Batch& batch) {
    if (batch.pieces.empty()) return;
    const bool shallow = std::all_of(batch.pieces.begin(), batch.pieces.end(),
                                     [](const Piece& piece) { return piece.chain <= kMaxChain; });
    if (shallow && parse_at_once(batch)) return;
    for (const Piece& piece : batch.pieces) parse_piece(batch, piece);
  }

  /// The whole batch in one call; false where anything in it is wrong, and nothing has been kept.
  bool parse_at_once(const Batch& batch) {
    const std::uint32_t from = batch.pieces.front().text.begin;
    const std::uint32_t to = batch.pieces.back().text.end;
    const ParseResult result(parser_text(batch, {from, to}));
    if (!result.ok()) return false;
    simdjson::dom::element root;
    if (!read_json(result.tree(), root)) return false;
    const NodeList statements = Node(root).list("stmts");
    if (statements.size() != batch.pieces.size()) return false;
    statements_.reserve(statements_.size() + statements.size());
    std::size_t index = 0;
    for (const Node& statement : statements) keep(batch, batch.pieces[index++], from, statement);
    return true;
  }

  void parse_piece(const Batch& batch, const Piece& piece) {
    if (piece.chain > kMaxChain) return report_depth(batch, piece);
    // From its first token: then the parser's positions are near.
    const std::uint32_t from = batch.lexemes[piece.first].span.begin;
    const ParseResult result(parser_text(batch, {from, piece.text.end}));
    if (!result.ok()) {
      diagnostics_.push_back(syntax_error(text_, file_, batch, piece, from, result.complaint()));
      return;
    }
    simdjson::dom::element root;
    if (!read_json(result.tree(), root)) return report_depth(batch, piece);
    for (const Node& statement : Node(root).list("stmts")) keep(batch, piece, from, statement);
  }

  /// The text as libpg_query can take it. Its scanner, which keeps comments, does not let a string
  /// go on behind one, as the server's does: such comments become blanks.
  [[nodiscard]] std::string parser_text(const Batch& batch, Span span) const {
    std::string text(slice(text_, span));
    if (!batch.has_continued_strings) return text;
    for (const Lexeme& lexeme : batch.lexemes) {
      if (lexeme.span.begin < span.begin || lexeme.span.end > span.end) continue;
      if (lexeme.kind == LexemeKind::kString) blank_between_segments(text, span.begin, lexeme);
    }
    return text;
  }

  void blank_between_segments(std::string& text, std::uint32_t from, const Lexeme& lexeme) const {
    const std::vector<Span> segments = string_segments(slice(text_, lexeme.span));
    for (std::size_t i = 1; i < segments.size(); ++i) {
      const std::uint32_t token = lexeme.span.begin - from;
      for (std::uint32_t at = segments[i - 1].end; at < segments[i].begin; ++at) {
        char& c = text[token + at];
        if (c != '\n' && c != '\r') c = ' ';
      }
    }
  }

  bool read_json(std::string_view tree, simdjson::dom::element& root) {
    simdjson::error_code error = json_.parse(tree.data(), tree.size()).get(root);
    if (error == simdjson::DEPTH_ERROR && json_.max_depth() < kMaxJsonDepth) {
      allow_depth(kMaxJsonDepth);
      error = json_.parse(tree.data(), tree.size()).get(root);
    }
    return error == simdjson::SUCCESS;
  }

  void allow_depth(std::size_t depth) {
    const simdjson::error_code error =
        json_.allocate(std::max(json_.capacity(), kFirstDocument), depth);
    ASHLAR_CHECK(error == simdjson::SUCCESS, "the only failure is that memory ran out");
  }

  void keep(const Batch& batch, const Piece& piece, std::uint32_t from, const Node& statement) {
    const Lowering in{text_, from, Tokens(text_, batch.lexemes, piece.first, piece.last)};
    const Span span = in.tokens.between(0, in.tokens.size());
    ParsedStatement parsed{{lower_statement(in, statement.child("stmt")), span},
                           {comment_begin(piece, span.begin), span.end}};
    if (!run_.take(text_, parsed, statements_)) statements_.push_back(std::move(parsed));
  }

  /// Where the comments before a statement begin: after blanks, and after the comment that ends the
  /// line of the statement before it.
  [[nodiscard]] std::uint32_t comment_begin(const Piece& piece, std::uint32_t statement) const;

  void report_depth(const Batch& batch, const Piece& piece) {
    Diagnostic diagnostic;
    diagnostic.rule = "nesting-too-deep";
    diagnostic.message = "the statement nests too deeply to be read";
    diagnostic.help = "split the expression, or the list of joined or united queries, into parts";
    diagnostic.location = {file_, batch.lexemes[piece.first].span};
    diagnostics_.push_back(std::move(diagnostic));
  }

  std::string_view text_;
  FileId file_;
  Diagnostics& diagnostics_;
  simdjson::dom::parser json_;
  std::vector<ParsedStatement> statements_;
  InsertRun run_;
};

std::uint32_t BodyParser::comment_begin(const Piece& piece, std::uint32_t statement) const {
  std::uint32_t at = piece.text.begin;
  const auto is_blank = [](char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
  };
  bool same_line = at > 0 && text_[at - 1] == ';';
  while (at < statement) {
    if (is_blank(text_[at])) {
      if (text_[at] == '\n') same_line = false;
      ++at;
    } else if (same_line && text_.substr(at, 2) == "--") {
      while (at < statement && text_[at] != '\n') ++at;
    } else {
      break;
    }
  }
  return at;
}

}  // namespace

int grammar_version() { return PG_VERSION_NUM / 10000; }

std::vector<ParsedStatement> parse(const SourceFile& file, FileId id, Span body,
                                   const std::vector<Span>& not_sql, Diagnostics& diagnostics) {
  if (file.text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    Diagnostic diagnostic;
    diagnostic.rule = "file-too-large";
    diagnostic.message = "files of 4 GB and more are not read";
    diagnostic.location = {id, {}};
    diagnostics.push_back(std::move(diagnostic));
    return {};
  }
  body.end = std::min(body.end, static_cast<std::uint32_t>(file.text.size()));
  body.begin = std::min(body.begin, body.end);
  if (is_readable(file.text, body, not_sql)) {
    return BodyParser(file.text, id, diagnostics).run(body);
  }
  report_nul_bytes(file.text, id, body, diagnostics);
  const std::string text = readable_text(file.text, body, not_sql);
  return BodyParser(text, id, diagnostics).run(body);
}

std::vector<ParsedStatement> parse_text(std::string_view sql, FileId id, Diagnostics& diagnostics) {
  const SourceFile file{"", std::string(sql)};
  return parse(file, id, {0, static_cast<std::uint32_t>(file.text.size())}, {}, diagnostics);
}

}  // namespace ashlar::postgres
