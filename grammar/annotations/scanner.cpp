#include "grammar/annotations/scanner.h"

#include <algorithm>

#include "grammar/annotations/utf8.h"
#include "grammar/annotations/words.h"

namespace ashlar::annotations {
namespace {

/// ident_start of scan.l: every byte of a multibyte character counts as a letter.
bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_tag(char c) { return starts_word(c) || is_digit(c); }
bool continues_word(char c) { return continues_tag(c) || c == '$'; }
bool is_line_break(char c) { return c == '\n' || c == '\r'; }
bool is_space(char c) {
  return is_line_break(c) || c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

}  // namespace

std::uint32_t next_line(std::string_view text, std::uint32_t at) {
  const std::size_t end = text.find_first_of("\r\n", at);
  if (end == std::string_view::npos) return static_cast<std::uint32_t>(text.size());
  const bool pair = text.substr(end, 2) == "\r\n";
  return static_cast<std::uint32_t>(end + (pair ? 2 : 1));
}

std::uint32_t before_blanks(std::string_view text, std::uint32_t at) {
  while (at > 0 && is_space(text[at - 1]) && !is_line_break(text[at - 1])) --at;
  return at;
}

Scanner::Scanner(std::string_view text) : text_(text) {
  if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
}

char Scanner::peek(std::size_t ahead) const {
  return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
}

Token Scanner::next() {
  skip_blanks();
  Token token;
  token.first_on_line = line_is_blank_;
  token.span.begin = static_cast<std::uint32_t>(at_);
  if (at_ < text_.size()) {
    token.kind = skip_token();
    line_is_blank_ = false;
  }
  token.span.end = static_cast<std::uint32_t>(at_);
  return token;
}

void Scanner::skip_blanks() {
  for (; at_ < text_.size() && is_space(text_[at_]); ++at_) {
    if (!is_line_break(text_[at_])) continue;
    line_is_blank_ = true;
    break_since_string_ = true;
  }
}

TokenKind Scanner::skip_token() {
  const char c = peek();
  if (c == '-' && peek(1) == '-') {
    skip_line();
    return TokenKind::kLineComment;
  }
  const bool continues_escape_string = escape_string_open_ && break_since_string_ && c == '\'';
  escape_string_open_ = false;
  if (c == '/' && peek(1) == '*') {
    skip_block_comment();
    return TokenKind::kBlockComment;
  }
  if (c == '\\') {
    skip_line();
    return TokenKind::kMetaCommand;
  }
  const bool prefixed = (c == 'e' || c == 'E') && peek(1) == '\'';
  if (prefixed || continues_escape_string) {
    if (prefixed) ++at_;
    skip_escape_string();
    return TokenKind::kQuoted;
  }
  if (c == '\'' || c == '"') {
    skip_quoted(c);
    return TokenKind::kQuoted;
  }
  if (c == '$' && skip_dollar_quoted()) return TokenKind::kQuoted;
  if (starts_word(c)) {
    while (continues_word(peek())) ++at_;
    return TokenKind::kWord;
  }
  if (c == '$' && is_digit(peek(1))) {
    for (++at_; is_digit(peek());) ++at_;
    return TokenKind::kOther;
  }
  if (is_digit(c)) {
    // A number takes the letters that touch it (0x1F, 1e5, 1_000), but no dollar sign.
    while (continues_tag(peek())) ++at_;
    return TokenKind::kOther;
  }
  ++at_;
  if (c == ';') return TokenKind::kSemicolon;
  if (c == '(') return TokenKind::kOpen;
  if (c == ')') return TokenKind::kClose;
  return TokenKind::kOther;
}

void Scanner::skip_line() {
  while (at_ < text_.size() && !is_line_break(text_[at_])) ++at_;
}

void Scanner::skip_block_comment() {
  std::size_t depth = 0;
  while (at_ < text_.size()) {
    if (peek() == '/' && peek(1) == '*') {
      ++depth;
      at_ += 2;
    } else if (peek() == '*' && peek(1) == '/') {
      --depth;
      at_ += 2;
      if (depth == 0) return;
    } else {
      ++at_;
    }
  }
}

void Scanner::skip_quoted(char quote) {
  // A doubled quote ends one piece and starts the next at once, which needs no care here.
  const std::size_t end = text_.find(quote, at_ + 1);
  at_ = end == std::string_view::npos ? text_.size() : end + 1;
}

void Scanner::skip_escape_string() {
  for (++at_; at_ < text_.size(); ++at_) {
    if (peek() == '\\') {
      ++at_;
    } else if (peek() == '\'') {
      if (peek(1) == '\'') {
        ++at_;
        continue;
      }
      ++at_;
      escape_string_open_ = true;
      break_since_string_ = false;
      return;
    }
  }
  at_ = text_.size();
}

bool Scanner::skip_dollar_quoted() {
  std::size_t end = at_ + 1;
  if (end < text_.size() && is_digit(text_[end])) return false;
  while (end < text_.size() && continues_tag(text_[end])) ++end;
  if (end >= text_.size() || text_[end] != '$') return false;
  const std::string_view delimiter = text_.substr(at_, end + 1 - at_);
  const std::size_t closing = text_.find(delimiter, end + 1);
  at_ = closing == std::string_view::npos ? text_.size() : closing + delimiter.size();
  return true;
}

std::optional<Span> Scanner::skip_copy_data() {
  const std::size_t line_end = text_.find('\n', at_);
  if (line_end == std::string_view::npos) return std::nullopt;
  const std::size_t begin = line_end + 1;
  std::size_t line = begin;
  while (line < text_.size()) {
    const std::size_t end = std::min(text_.find('\n', line), text_.size());
    std::string_view content = text_.substr(line, end - line);
    if (content.ends_with('\r')) content.remove_suffix(1);
    line = std::min(end + 1, text_.size());
    if (content != "\\.") continue;
    at_ = line;
    line_is_blank_ = true;
    return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(line)};
  }
  return std::nullopt;
}

}  // namespace ashlar::annotations
