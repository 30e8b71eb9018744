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

/// One past the quote that ends the segment of a string that begins at `from`.
std::size_t segment_end(std::string_view token, std::size_t from, bool backslashes) {
  for (std::size_t i = from + 1; i < token.size(); ++i) {
    if (token[i] == '\\' && backslashes) {
      ++i;
    } else if (token[i] == '\'') {
      if (i + 1 >= token.size() || token[i + 1] != '\'') return i + 1;
      ++i;
    }
  }
  return token.size();
}

/// A string that goes on after a line end is one token. Its segments are kept apart by a blank: a
/// line end there would read as two tokens, and joining them could make an escape of two halves.
void append_string(std::string& out, std::string_view token) {
  std::size_t quote = token.find('\'');
  if (token.front() == '$' || quote == std::string_view::npos) {
    append_without_carriage_returns(out, token);
    return;
  }
  const bool backslashes = token.front() == 'e' || token.front() == 'E';
  out += token.substr(0, quote);
  for (bool first = true; quote < token.size(); first = false) {
    if (!first) out.push_back(' ');
    const std::size_t end = segment_end(token, quote, backslashes);
    append_without_carriage_returns(out, token.substr(quote, end - quote));
    // Between the segments stand blanks and comments; a quote in a comment is none.
    quote = end;
    while (quote < token.size() && token[quote] != '\'') {
      if (token[quote] == '-') quote = token.find_first_of("\r\n", quote);
      if (quote >= token.size()) return;
      ++quote;
    }
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
