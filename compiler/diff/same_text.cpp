#include "compiler/diff/same_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "grammar/postgres/parser.h"
#include "grammar/sql/names.h"

namespace ashlar::diff {
namespace {

using postgres::Token;

/// Words that go on with the name of a type.
bool continues_type(std::string_view word) {
  constexpr std::array<std::string_view, 6> kWords{"varying", "precision", "with",
                                                   "without", "time",      "zone"};
  const std::string folded = sql::identifier_text(word);
  return std::find(kWords.begin(), kWords.end(), folded) != kWords.end();
}

/// Reads the tokens of a text without casts to text, nor those behind string literals: the server
/// writes them out where they were implied.
class LiteralCasts {
 public:
  explicit LiteralCasts(std::string_view text) : text_(text), tokens_(postgres::scan(text)) {}

  std::string removed() {
    std::string kept;
    for (std::size_t at = 0; at < tokens_.size();) {
      kept.append(word(at)).append(" ");
      const bool literal = tokens_[at].kind == Token::Kind::kString;
      ++at;
      while (word(at) == "::" && (literal || word(at + 1) == "text")) at = behind_type(at + 1);
    }
    return kept;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t at) const {
    return at < tokens_.size() ? slice(text_, tokens_[at].span) : std::string_view();
  }

  [[nodiscard]] std::size_t behind_type(std::size_t at) const {
    ++at;
    while (word(at) == ".") at += 2;
    while (continues_type(word(at))) ++at;
    if (word(at) == "(") {
      while (at < tokens_.size() && word(at) != ")") ++at;
      ++at;
    }
    while (continues_type(word(at))) ++at;
    while (word(at) == "[" && word(at + 1) == "]") at += 2;
    return at;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
};

/// The text as a statement that parses.
std::string wrapped(TextKind kind, const std::string& text) {
  switch (kind) {
    case TextKind::kPlain:
      return "";
    case TextKind::kExpression:
      return "SELECT (" + text + ")";
    case TextKind::kStatement:
      return text;
    case TextKind::kConstraint:
      return "ALTER TABLE t ADD " + text;
    case TextKind::kIndexKey:
      return "CREATE INDEX ON t (" + text + ")";
    case TextKind::kBound:
      return "CREATE TABLE p PARTITION OF t " + text;
    case TextKind::kBody:
      return "CREATE FUNCTION f() RETURNS integer LANGUAGE sql " + text;
  }
  return "";
}

}  // namespace

bool same_text(TextKind kind, const std::string& a, const std::string& b) {
  if (a == b) return true;
  if (kind == TextKind::kPlain || a.empty() || b.empty()) return false;
  if (postgres::significant_text(a) == postgres::significant_text(b)) return true;
  const auto tree = [kind](const std::string& text) {
    return postgres::tree_text(wrapped(kind, LiteralCasts(text).removed()));
  };
  const std::string tree_of_a = tree(a);
  return !tree_of_a.empty() && tree_of_a == tree(b);
}

}  // namespace ashlar::diff
