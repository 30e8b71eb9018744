// Words as SQL spells them, after the server's scanner.

#include <algorithm>
#include <string>

#include "grammar/postgres/lexer.h"
#include "grammar/postgres/parser.h"
#include "grammar/postgres/scanner.h"

namespace ashlar::postgres {
namespace {

constexpr bool is_lower_start(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
constexpr bool is_no_letter(char c) { return (c >= '0' && c <= '9') || c == '$'; }
constexpr bool is_lower_part(char c) { return is_lower_start(c) || is_no_letter(c); }

std::string quoted(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    result.push_back(c);
    if (c == quote) result.push_back(quote);
  }
  result.push_back(quote);
  return result;
}

}  // namespace

bool is_reserved_word(std::string_view word) {
  const KeywordClass kind = keyword_class(word);
  return kind == KeywordClass::kReserved || kind == KeywordClass::kTypeOrFunction;
}

std::string quote_identifier(std::string_view name) {
  // As quote_identifier() of the server (src/backend/utils/adt/ruleutils.c): all keywords but the
  // unreserved are quoted, since where the name will stand is not known.
  const bool plain = !name.empty() && is_lower_start(name.front()) &&
                     std::all_of(name.begin(), name.end(), is_lower_part);
  // No keyword has a digit or `$` in it (src/include/parser/kwlist.h).
  if (plain && std::any_of(name.begin(), name.end(), is_no_letter)) return std::string(name);
  if (plain) {
    const KeywordClass kind = keyword_class(name);
    if (kind == KeywordClass::kNone || kind == KeywordClass::kUnreserved) return std::string(name);
  }
  return quoted(name, '"');
}

std::string quote_literal(std::string_view text) {
  std::string literal = quoted(text, '\'');
  if (literal.find('\\') == std::string::npos) return literal;
  // Right whatever standard_conforming_strings says.
  std::string escaped = "E";
  for (const char c : literal) {
    escaped.push_back(c);
    if (c == '\\') escaped.push_back(c);
  }
  return escaped;
}

}  // namespace ashlar::postgres
