#include "grammar/postgres/tokens.h"

#include <algorithm>

#include "grammar/sql/names.h"

namespace ashlar::postgres {
namespace {

/// Identifiers are cut at this length: NAMEDATALEN - 1 (src/include/pg_config_manual.h).
constexpr std::size_t kIdentifierBytes = 63;

constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool opens(char c) { return c == '(' || c == '['; }
bool closes(char c) { return c == ')' || c == ']'; }

bool is_unicode_identifier(std::string_view token) {
  return token.size() > 2 && token[1] == '&' && token[2] == '"';
}

}  // namespace

Tokens::Tokens(std::string_view text, const std::vector<Lexeme>& lexemes, std::size_t first,
               std::size_t last)
    : text_(text), lexemes_(lexemes), first_(first), last_(std::max(first, last)) {}

Tokens Tokens::part(std::size_t i, std::size_t j) const {
  return {text_, lexemes_, first_ + std::min(i, size()), first_ + std::min(j, size())};
}

Span Tokens::span(std::size_t i) const {
  if (i < size()) return lexemes_[first_ + i].span;
  const std::uint32_t end = size() == 0 ? 0 : lexemes_[last_ - 1].span.end;
  return {end, end};
}

std::string_view Tokens::text(std::size_t i) const { return slice(text_, span(i)); }

LexemeKind Tokens::kind(std::size_t i) const {
  return i < size() ? lexemes_[first_ + i].kind : LexemeKind::kPunctuation;
}

Span Tokens::between(std::size_t i, std::size_t j) const {
  j = std::min(j, size());
  if (i >= j) return {span(i).begin, span(i).begin};
  return {span(i).begin, span(j - 1).end};
}

std::size_t Tokens::at(std::uint32_t offset) const {
  const auto begin = lexemes_.begin() + static_cast<std::ptrdiff_t>(first_);
  const auto end = lexemes_.begin() + static_cast<std::ptrdiff_t>(last_);
  const auto found = std::lower_bound(
      begin, end, offset, [](const Lexeme& l, std::uint32_t at) { return l.span.begin < at; });
  return static_cast<std::size_t>(found - begin);
}

bool Tokens::word(std::size_t i, std::string_view keyword) const {
  if (kind(i) != LexemeKind::kWord) return false;
  const std::string_view token = text(i);
  return token.size() == keyword.size() && std::equal(token.begin(), token.end(), keyword.begin(),
                                                      [](char a, char b) { return upper(a) == b; });
}

bool Tokens::symbol(std::size_t i, std::string_view symbol) const {
  return (kind(i) == LexemeKind::kPunctuation || kind(i) == LexemeKind::kOperator) &&
         text(i) == symbol;
}

bool Tokens::spells(std::size_t i, std::string_view name) const {
  const std::string_view token = text(i);
  if (kind(i) == LexemeKind::kQuotedIdentifier) {
    if (is_unicode_identifier(token)) return true;
    // Most quoted names hold no quote and are short: no copy for them.
    if (token.size() == name.size() + 2 && token.substr(1, name.size()) == name) return true;
  } else if (kind(i) == LexemeKind::kWord) {
    if (token.size() == name.size()) {
      return std::equal(token.begin(), token.end(), name.begin(),
                        [](char a, char b) { return lower(a) == b; });
    }
    if (token.size() <= kIdentifierBytes) return false;
  } else {
    return false;
  }
  const std::string spelled = sql::identifier_text(token);
  return spelled == name ||
         (spelled.size() > kIdentifierBytes && !name.empty() && spelled.starts_with(name));
}

bool Tokens::is_string(std::size_t i) const { return kind(i) == LexemeKind::kString && i < size(); }

std::size_t Tokens::find_word(std::size_t from, std::string_view upper_case) const {
  while (from < size() && !word(from, upper_case)) ++from;
  return from;
}

std::size_t Tokens::find_symbol(std::size_t from, std::string_view wanted) const {
  while (from < size() && !symbol(from, wanted)) ++from;
  return from;
}

std::size_t Tokens::find_name(std::size_t from, std::string_view name) const {
  while (from < size() && !spells(from, name)) ++from;
  return from;
}

std::size_t Tokens::find_string(std::size_t from) const {
  while (from < size() && !is_string(from)) ++from;
  return from;
}

std::size_t Tokens::find_outer_word(std::size_t from, std::string_view upper_case) const {
  while (from < size() && !word(from, upper_case)) {
    const bool bracket = kind(from) == LexemeKind::kPunctuation && opens(text(from).front());
    from = bracket ? closing(from) : from + 1;
  }
  return std::min(from, size());
}

std::size_t Tokens::closing(std::size_t open) const {
  std::size_t depth = 0;
  for (std::size_t i = open; i < size(); ++i) {
    if (kind(i) != LexemeKind::kPunctuation) continue;
    const char c = text(i).front();
    if (opens(c)) ++depth;
    if (closes(c) && --depth == 0) return i;
  }
  return size();
}

std::size_t Tokens::element_end(std::size_t from) const {
  std::size_t depth = 0;
  for (std::size_t i = from; i < size(); ++i) {
    if (kind(i) != LexemeKind::kPunctuation) continue;
    const char c = text(i).front();
    if (opens(c)) ++depth;
    if (depth == 0 && (c == ',' || closes(c))) return i;
    if (closes(c)) --depth;
  }
  return size();
}

}  // namespace ashlar::postgres
