// What is left of a text when comments, blanks and line ends are of no matter. Read with our own
// lexer: a checksum of it must not change when the grammar that is linked in does.

#include <string>

#include "grammar/postgres/lexer.h"
#include "grammar/postgres/parser.h"

namespace ashlar::postgres {
namespace {

void append_without_carriage_returns(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out.push_back(text[i]);
  }
}

/// A string that goes on after a line end is one token. Its segments are kept apart by a blank: a
/// line end there would read as two tokens, and joining them could make an escape of two halves.
void append_string(std::string& out, std::string_view token) {
  bool first = true;
  for (const Span& segment : string_segments(token)) {
    if (!first) out.push_back(' ');
    first = false;
    append_without_carriage_returns(out, slice(token, segment));
  }
}

}  // namespace

std::string significant_text(std::string_view sql) {
  std::string text;
  text.reserve(sql.size());
  Lexer lexer(sql, 0, static_cast<std::uint32_t>(sql.size()));
  while (const std::optional<Lexeme> lexeme = lexer.next()) {
    const std::string_view token = slice(sql, lexeme->span);
    if (lexeme->kind == LexemeKind::kString) {
      append_string(text, token);
    } else {
      append_without_carriage_returns(text, token);
    }
    text.push_back('\n');
  }
  return text;
}

}  // namespace ashlar::postgres
