#include "grammar/postgres/lexer.h"

#include <algorithm>
#include <array>

namespace ashlar::postgres {
namespace {

/// What a byte may be part of; one table, since every byte of every file is asked.
enum ByteClass : std::uint8_t {
  kBlank = 1,
  kDigit = 2,
  kWordStart = 4,
  kWordPart = 8,
  kOperatorChar = 16,
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  const auto add = [&classes](std::string_view bytes, int value) {
    for (const char c : bytes) {
      classes[static_cast<unsigned char>(c)] |= static_cast<std::uint8_t>(value);
    }
  };
  add(" \t\n\r\f\v", kBlank);
  add("0123456789", kDigit | kWordPart);
  add("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", kWordStart | kWordPart);
  add("$", kWordPart);
  add("~!@#^&|`?+-*/%<>=", kOperatorChar);
  for (std::size_t i = 0x80; i < classes.size(); ++i) classes[i] = kWordStart | kWordPart;
  return classes;
}
constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

constexpr bool is(char c, ByteClass wanted) {
  return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}
constexpr bool is_blank(char c) { return is(c, kBlank); }
constexpr bool is_newline(char c) { return c == '\n' || c == '\r'; }
constexpr bool is_digit(char c) { return is(c, kDigit); }
constexpr bool is_word_start(char c) { return is(c, kWordStart); }
constexpr bool is_word_part(char c) { return is(c, kWordPart); }
constexpr bool is_tag_part(char c) { return is_word_part(c) && c != '$'; }
constexpr bool is_operator_char(char c) { return is(c, kOperatorChar); }
constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr bool is_octal(char c) { return c >= '0' && c <= '7'; }
constexpr bool is_binary(char c) { return c == '0' || c == '1'; }

/// A multi-character operator keeps a trailing + or - only if it holds one of these.
constexpr bool keeps_sign(std::string_view op) {
  return op.find_first_of("~!@#^&|`?%") != std::string_view::npos;
}

/// One past the quote that ends the segment of a string that begins with the quote at `from`.
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

/// The quote with which a string goes on from `at`, past blanks and comments; size() if none.
std::size_t next_segment(std::string_view token, std::size_t at) {
  while (at < token.size() && token[at] != '\'') {
    if (token[at] == '-') at = std::min(token.find_first_of("\r\n", at), token.size());
    if (at < token.size() && token[at] != '\'') ++at;
  }
  return at;
}

}  // namespace

std::vector<Span> string_segments(std::string_view token) {
  const auto span = [](std::size_t begin, std::size_t end) {
    return Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  };
  const std::size_t quote = token.find('\'');
  if (token.starts_with('$') || quote == std::string_view::npos) return {span(0, token.size())};
  const bool backslashes = token.front() == 'e' || token.front() == 'E';
  std::vector<Span> segments;
  std::size_t begin = 0;
  for (std::size_t at = quote; at < token.size(); at = begin) {
    const std::size_t end = segment_end(token, at, backslashes);
    segments.push_back(span(begin, end));
    begin = next_segment(token, end);
  }
  return segments;
}

Lexer::Lexer(std::string_view text, std::uint32_t from, std::uint32_t end)
    : text_(text.substr(0, end)), at_(from) {}

bool Lexer::skip_block_comment() {
  const std::uint32_t begin = at_;
  std::uint32_t depth = 0;
  while (at_ < text_.size()) {
    if (peek() == '/' && peek(1) == '*') {
      ++depth;
      at_ += 2;
    } else if (peek() == '*' && peek(1) == '/') {
      at_ += 2;
      if (--depth == 0) return true;
    } else {
      ++at_;
    }
  }
  at_ = begin;
  return false;
}

bool Lexer::skip_blanks_and_comments() {
  while (at_ < text_.size()) {
    if (is_blank(text_[at_])) {
      ++at_;
    } else if (peek() == '-' && peek(1) == '-') {
      while (at_ < text_.size() && !is_newline(text_[at_])) ++at_;
    } else if (peek() == '/' && peek(1) == '*') {
      if (!skip_block_comment()) return false;
    } else {
      return true;
    }
  }
  return true;
}

std::optional<Lexeme> Lexer::next() {
  if (!skip_blanks_and_comments()) {
    const std::uint32_t begin = at_;
    at_ = static_cast<std::uint32_t>(text_.size());
    return finish(begin, LexemeKind::kOpenComment);
  }
  if (at_ >= text_.size()) return std::nullopt;
  const char c = text_[at_];
  const char second = peek(1);
  if (is_word_start(c)) {
    return second == '\'' || second == '&' ? read_prefixed(c, second) : read_word();
  }
  if (c == '\'') return read_string(0, Escapes::kDoubledQuote);
  if (c == '"') return read_quoted_identifier(0);
  if (is_digit(c) || (c == '.' && is_digit(second))) return read_number();
  if (c == '$') return read_dollar();
  return read_operator();
}

/// A word, or a string or identifier with a letter before its quote.
Lexeme Lexer::read_prefixed(char c, char second) {
  if (second == '&') {
    if (c != 'u' && c != 'U') return read_word();
    if (peek(2) == '\'') return read_string(2, Escapes::kDoubledQuote);
    if (peek(2) == '"') return read_quoted_identifier(2);
    return read_word();
  }
  if (c == 'e' || c == 'E') return read_string(1, Escapes::kBackslash);
  if (c == 'b' || c == 'B' || c == 'x' || c == 'X') return read_string(1, Escapes::kNone);
  // N'…' is the keyword N and a string, as any other letter is a word before one.
  return read_word();
}

Lexeme Lexer::read_word() {
  const std::uint32_t begin = at_;
  while (at_ < text_.size() && is_word_part(text_[at_])) ++at_;
  return finish(begin, LexemeKind::kWord);
}

Lexeme Lexer::read_number() {
  const std::uint32_t begin = at_;
  const auto skip_digits = [this](bool (*is)(char)) {
    while (is(peek()) || (peek() == '_' && is(peek(1)))) ++at_;
  };
  if (peek() == '0') {
    const char base = peek(1);
    const auto digit = [](char b) -> bool (*)(char) {
      if (b == 'x' || b == 'X') return [](char c) { return is_hex(c); };
      if (b == 'o' || b == 'O') return [](char c) { return is_octal(c); };
      if (b == 'b' || b == 'B') return [](char c) { return is_binary(c); };
      return nullptr;
    }(base);
    if (digit != nullptr && (digit(peek(2)) || (peek(2) == '_' && digit(peek(3))))) {
      at_ += 2;
      skip_digits(digit);
      return finish(begin, LexemeKind::kNumber);
    }
  }
  const auto decimal = [](char c) { return is_digit(c); };
  skip_digits(decimal);
  // `1..2` is a number, two dots and a number.
  if (peek() == '.' && peek(1) != '.') {
    ++at_;
    if (is_digit(peek())) skip_digits(decimal);
  }
  if (peek() == 'e' || peek() == 'E') {
    const std::uint32_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if (is_digit(peek(1 + sign))) {
      at_ += 1 + sign;
      skip_digits(decimal);
    }
  }
  return finish(begin, LexemeKind::kNumber);
}

Lexeme Lexer::read_dollar() {
  const std::uint32_t begin = at_++;
  if (is_digit(peek())) {
    while (is_digit(peek())) ++at_;
    return finish(begin, LexemeKind::kParameter);
  }
  std::uint32_t tag_end = at_;
  if (is_word_start(peek())) {
    while (tag_end < text_.size() && is_tag_part(text_[tag_end])) ++tag_end;
  }
  if (tag_end >= text_.size() || text_[tag_end] != '$') {
    return finish(begin, LexemeKind::kPunctuation);
  }
  const std::string_view tag = text_.substr(begin, tag_end + 1 - begin);
  const std::size_t close = text_.find(tag, tag_end + 1);
  if (close == std::string_view::npos) {
    at_ = static_cast<std::uint32_t>(text_.size());
    return finish(begin, LexemeKind::kString);
  }
  at_ = static_cast<std::uint32_t>(close + tag.size());
  return finish(begin, LexemeKind::kString);
}

Lexeme Lexer::read_operator() {
  const std::uint32_t begin = at_;
  if (!is_operator_char(peek())) {
    const char c = peek();
    const char second = peek(1);
    if ((c == ':' && (second == ':' || second == '=')) || (c == '.' && second == '.')) {
      at_ += 2;
      return finish(begin, LexemeKind::kOperator);
    }
    ++at_;
    return finish(begin, LexemeKind::kPunctuation);
  }
  std::uint32_t end = at_;
  while (end < text_.size() && is_operator_char(text_[end])) ++end;
  std::string_view op = text_.substr(begin, end - begin);
  op = op.substr(0, std::min(op.find("/*"), op.find("--")));
  if (op.size() > 1 && !keeps_sign(op)) {
    while (op.size() > 1 && (op.back() == '+' || op.back() == '-')) op.remove_suffix(1);
  }
  at_ = begin + static_cast<std::uint32_t>(op.size());
  return finish(begin, LexemeKind::kOperator);
}

bool Lexer::skip_string_segment(Escapes escapes) {
  ++at_;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '\\' && escapes == Escapes::kBackslash) {
      at_ = std::min(at_ + 2, static_cast<std::uint32_t>(text_.size()));
    } else if (c != '\'') {
      ++at_;
    } else if (peek(1) == '\'' && escapes != Escapes::kNone) {
      at_ += 2;
    } else {
      ++at_;
      return true;
    }
  }
  return false;
}

/// Where a string goes on after its closing quote: at a quote that only blanks with a line end, or
/// line comments before that line end, keep apart.
std::optional<std::uint32_t> Lexer::continued_string() const {
  std::size_t at = at_;
  bool newline = false;
  while (at < text_.size()) {
    if (is_newline(text_[at])) {
      newline = true;
      ++at;
    } else if (is_blank(text_[at])) {
      ++at;
    } else if (text_[at] == '-' && at + 1 < text_.size() && text_[at + 1] == '-') {
      while (at < text_.size() && !is_newline(text_[at])) ++at;
    } else {
      break;
    }
  }
  if (!newline || at >= text_.size() || text_[at] != '\'') return std::nullopt;
  return static_cast<std::uint32_t>(at);
}

Lexeme Lexer::read_string(std::uint32_t prefix, Escapes escapes) {
  const std::uint32_t begin = at_;
  at_ += prefix;
  bool continued = false;
  while (skip_string_segment(escapes)) {
    const std::optional<std::uint32_t> more = continued_string();
    if (!more) break;
    continued = true;
    at_ = *more;
  }
  Lexeme lexeme = finish(begin, LexemeKind::kString);
  lexeme.continued = continued;
  return lexeme;
}

Lexeme Lexer::read_quoted_identifier(std::uint32_t prefix) {
  const std::uint32_t begin = at_;
  at_ += prefix + 1;
  while (at_ < text_.size()) {
    if (text_[at_] != '"') {
      ++at_;
    } else if (peek(1) == '"') {
      at_ += 2;
    } else {
      ++at_;
      return finish(begin, LexemeKind::kQuotedIdentifier);
    }
  }
  return finish(begin, LexemeKind::kQuotedIdentifier);
}

}  // namespace ashlar::postgres
