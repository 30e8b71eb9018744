#pragma once

// The server's lexical rules, once more, as a stream without memory: where each token stands. The
// server's own scanner is the judge (tests and the fuzzer compare the two), but it is slow to ask
// (it reads twice and packs its answer) and gives nothing at all for a text with one bad token.
// In: SQL text. Out: lexemes one by one, comments and blanks left out.
// Facts: src/backend/parser/scan.l; manual, 4.1 Lexical Structure.
// Layer: grammar/postgres, private.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "grammar/text/span.h"

namespace ashlar::postgres {

enum class LexemeKind : std::uint8_t {
  kWord,              ///< an unquoted identifier or keyword
  kQuotedIdentifier,  ///< "…" and U&"…"
  kString,  ///< '…', E'…', B'…', X'…', U&'…', $tag$…$tag$; continued lines included
  kNumber,
  kParameter,  ///< $1
  kOperator,
  kPunctuation,  ///< ( ) [ ] , ; . : and bytes that start nothing
  kOpenComment,  ///< a block comment that the text never closes, to the end of the text
};

struct Lexeme {
  Span span;
  LexemeKind kind = LexemeKind::kPunctuation;
  bool continued = false;  ///< a string that goes on after a line end
};

/// The quoted parts of a string that goes on after line ends, prefix included in the first; offsets
/// count from the token's first byte. One part for every other string.
[[nodiscard]] std::vector<Span> string_segments(std::string_view token);

class Lexer {
 public:
  /// Reads `text` from byte `from` to byte `end`; `text` must outlive the lexer.
  Lexer(std::string_view text, std::uint32_t from, std::uint32_t end);

  /// The next lexeme, or nothing at the end. A quote that is never closed reaches to the end.
  [[nodiscard]] std::optional<Lexeme> next();

  /// Where the next call goes on reading.
  [[nodiscard]] std::uint32_t position() const { return at_; }

 private:
  [[nodiscard]] char peek(std::uint32_t ahead = 0) const {
    const std::size_t at = std::size_t{at_} + ahead;
    return at < text_.size() ? text_[at] : '\0';
  }
  /// False: a comment begins here that is never closed.
  [[nodiscard]] bool skip_blanks_and_comments();
  [[nodiscard]] bool skip_block_comment();
  [[nodiscard]] Lexeme finish(std::uint32_t begin, LexemeKind kind) const {
    return {Span{begin, at_}, kind, false};
  }

  [[nodiscard]] Lexeme read_prefixed(char c, char second);
  [[nodiscard]] Lexeme read_word();
  [[nodiscard]] Lexeme read_number();
  [[nodiscard]] Lexeme read_dollar();
  [[nodiscard]] Lexeme read_operator();
  /// How a quote gets into a string; into one of bits (B'…', X'…') not at all. (scan.l)
  enum class Escapes { kNone, kDoubledQuote, kBackslash };
  [[nodiscard]] Lexeme read_string(std::uint32_t prefix, Escapes escapes);
  [[nodiscard]] Lexeme read_quoted_identifier(std::uint32_t prefix);
  [[nodiscard]] bool skip_string_segment(Escapes escapes);
  [[nodiscard]] std::optional<std::uint32_t> continued_string() const;

  std::string_view text_;
  std::uint32_t at_;
};

}  // namespace ashlar::postgres
