#pragma once

// Where tokens begin and end, by the rules of PostgreSQL's scanner (src/backend/parser/scan.l;
// manual, section 4.1) and of psql's for backslash commands (src/fe_utils/psqlscan.l): enough to
// know what is a comment, a string or a quoted body, and no more. Never fails: what is not ended
// runs to the end of the text. Layer: grammar/annotations.

#include <cstdint>
#include <optional>
#include <string_view>

#include "grammar/text/span.h"

namespace ashlar::annotations {

enum class TokenKind {
  kWord,    ///< unquoted identifier or keyword
  kQuoted,  ///< '…', E'…', "…", $tag$…$tag$ with their quotes
  kSemicolon,
  kOpen,          ///< (
  kClose,         ///< )
  kOther,         ///< numbers, operators, punctuation
  kLineComment,   ///< from -- up to, not including, the line end
  kBlockComment,  ///< nested ones included
  kMetaCommand,   ///< from a backslash up to the line end
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span;
  bool first_on_line = false;  ///< nothing but blanks stands before it on its line
};

/// Offset after the next line end at or after `at`, or the end of the text. A lone CR ends a line,
/// as it does for the server.
[[nodiscard]] std::uint32_t next_line(std::string_view text, std::uint32_t at);

/// Offset of the first of the blanks that stand right before `at` on its line.
[[nodiscard]] std::uint32_t before_blanks(std::string_view text, std::uint32_t at);

class Scanner {
 public:
  /// `text` must outlive the scanner. A byte order mark at its start is skipped.
  explicit Scanner(std::string_view text);

  [[nodiscard]] Token next();

  /// Called after the semicolon of COPY … FROM stdin: passes over the data, from the next line
  /// through the line `\.`, and returns their span. Where no such line follows nothing is passed.
  [[nodiscard]] std::optional<Span> skip_copy_data();

 private:
  void skip_blanks();
  void skip_line();
  void skip_block_comment();
  void skip_quoted(char quote);
  void skip_escape_string();
  [[nodiscard]] bool skip_dollar_quoted();
  [[nodiscard]] TokenKind skip_token();
  [[nodiscard]] char peek(std::size_t ahead = 0) const;

  std::string_view text_;
  std::size_t at_ = 0;
  bool line_is_blank_ = true;
  /// An E'…' goes on after a line break in another '…', which is then read with escapes too.
  bool escape_string_open_ = false;
  bool break_since_string_ = false;
};

}  // namespace ashlar::annotations
