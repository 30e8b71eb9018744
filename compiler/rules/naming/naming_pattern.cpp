#include "compiler/rules/naming/naming_pattern.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "compiler/rules/naming/plurals.h"
#include "compiler/rules/naming/snake_case.h"
#include "grammar/text/nearest.h"

namespace ashlar::rules {
namespace {

Error usage_error(std::string message) {
  Error error;
  error.code = ErrorCode::kUsage;
  error.message = std::move(message);
  return error;
}

/// FNV-1a: any hash would do that is the same on every machine and in every version.
std::uint32_t stable_hash(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

std::string join_columns(const std::vector<std::string>& columns) {
  std::string joined;
  for (const std::string& column : columns) joined = join_words(joined, to_snake_case(column));
  return joined;
}

std::string join_as_written(const std::vector<std::string>& columns) {
  std::string joined;
  for (const std::string& column : columns) joined = join_words(joined, column);
  return joined;
}

/// How many of `tokens` from `begin` on may stand for the column: its first words, each spelled out
/// or cut short.
std::size_t longest_abbreviation(const std::vector<std::string_view>& column,
                                 const std::vector<std::string_view>& tokens, std::size_t begin) {
  std::size_t count = 0;
  while (count < column.size() && begin + count < tokens.size() &&
         column[count].starts_with(tokens[begin + count])) {
    ++count;
  }
  return count;
}

/// True where `part` names the columns in order, each at least by its first word.
bool names_columns(std::string_view part, const std::vector<std::string>& columns) {
  if (part.starts_with('_') || part.ends_with('_')) return false;
  if (part.find("__") != std::string_view::npos) return false;
  const std::string snake = to_snake_case(part);
  const std::vector<std::string_view> tokens = words_of(snake);
  std::set<std::size_t> reached = {0};
  for (const std::string& column : columns) {
    const std::string spelled = to_snake_case(column);
    const std::vector<std::string_view> words = words_of(spelled);
    std::set<std::size_t> next;
    for (const std::size_t at : reached) {
      const std::size_t longest = longest_abbreviation(words, tokens, at);
      for (std::size_t count = 1; count <= longest; ++count) next.insert(at + count);
    }
    reached = std::move(next);
  }
  return !columns.empty() && reached.contains(tokens.size());
}

bool fits_columns(std::string_view part, const std::vector<std::string>& columns,
                  Strictness strictness) {
  if (part == join_columns(columns) || part == join_as_written(columns)) return !columns.empty();
  return strictness == Strictness::kLoose && names_columns(part, columns);
}

/// True where a word may end before byte `at`.
bool is_word_end(std::string_view name, std::size_t at) {
  return at == name.size() || name[at] == '_';
}

}  // namespace

std::string shorten(const std::string& name) {
  if (name.size() <= kIdentifierLimit) return name;
  constexpr std::size_t kHashLength = 9;  // `_` and eight digits
  std::string_view start = clip(name, kIdentifierLimit - kHashLength);
  while (start.ends_with('_')) start.remove_suffix(1);
  return fmt::format("{}_{:08x}", start, stable_hash(name));
}

std::optional<NamingPattern::Style> NamingPattern::parse_style(std::string_view text) {
  Style style;
  bool any = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    any = true;
    if (word == "snake_case") {
      style.snake_case = true;
    } else if (word == "plural") {
      style.plural = true;
    } else if (word == "singular") {
      style.singular = true;
    } else {
      return std::nullopt;
    }
  }
  return any ? std::optional(style) : std::nullopt;
}

std::optional<NamingPattern::Token> NamingPattern::token_of(std::string_view placeholder) {
  constexpr auto kTokens = std::to_array<std::pair<std::string_view, Token>>(
      {{"table", Token::kTable},
       {"columns", Token::kColumns},
       {"column_0", Token::kColumn0},
       {"referred_table", Token::kReferredTable},
       {"referred_columns", Token::kReferredColumns},
       {"name", Token::kName}});
  for (const auto& [name, token] : kTokens) {
    if (name == placeholder) return token;
  }
  return std::nullopt;
}

Result<std::vector<NamingPattern::Piece>> NamingPattern::parse_template(std::string_view text) {
  std::vector<Piece> pieces;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find_first_of("{}"), text.size());
    if (open > 0) pieces.push_back({Token::kText, std::string(text.substr(0, open))});
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find('}');
    if (text.front() == '}' || close == std::string_view::npos) {
      return usage_error("a brace is not balanced");
    }
    const std::string_view placeholder = text.substr(1, close - 1);
    const std::optional<Token> token = token_of(placeholder);
    if (!token) {
      std::string message = fmt::format("unknown placeholder `{{{}}}`", placeholder);
      const auto meant = nearest(placeholder, {"table", "columns", "column_0", "referred_table",
                                               "referred_columns", "name"});
      if (meant) message += fmt::format("; did you mean `{{{}}}`?", *meant);
      return usage_error(message);
    }
    pieces.push_back({*token, {}});
    text.remove_prefix(close + 1);
  }
  return pieces;
}

Result<NamingPattern> NamingPattern::parse(std::string_view text) {
  NamingPattern pattern;
  pattern.style_ = parse_style(text);
  if (pattern.style_) {
    if (pattern.style_->plural && pattern.style_->singular) {
      return usage_error("`plural` and `singular` exclude each other");
    }
    return pattern;
  }
  if (text.size() >= 2 && text.front() == '/' && text.back() == '/') {
    try {
      pattern.regex_.emplace(std::string(text.substr(1, text.size() - 2)),
                             std::regex::ECMAScript | std::regex::optimize);
    } catch (const std::regex_error& error) {
      return usage_error(fmt::format("the regular expression is not valid: {}", error.what()));
    }
    return pattern;
  }
  Result<std::vector<Piece>> pieces = parse_template(text);
  if (!pieces) return pieces.error();
  pattern.pieces_ = std::move(pieces).value();
  return pattern;
}

bool NamingPattern::is_literal() const {
  return !style_ && !regex_ && std::all_of(pieces_.begin(), pieces_.end(), [](const Piece& piece) {
    return piece.token == Token::kText;
  });
}

std::vector<std::size_t> NamingPattern::ends_of(const Piece& piece, const NameFacts& facts,
                                                std::size_t begin, Strictness strictness) const {
  const std::string_view name = facts.name;
  const std::string_view rest = name.substr(begin);
  std::vector<std::size_t> ends;
  const auto add_spelling = [&](std::string_view text) {
    if (!text.empty() && rest.starts_with(text)) ends.push_back(begin + text.size());
  };
  const auto add_table = [&](const std::string& table, bool may_be_singular) {
    const std::string snake = to_snake_case(table);
    add_spelling(table);
    add_spelling(snake);
    if (may_be_singular) add_spelling(singularize_name(snake));
  };
  const auto add_columns = [&](const std::vector<std::string>& columns, bool any_words) {
    for (std::size_t end = begin + 1; end <= name.size(); ++end) {
      if (!is_word_end(name, end)) continue;
      const std::string_view part = name.substr(begin, end - begin);
      if (any_words || fits_columns(part, columns, strictness)) ends.push_back(end);
    }
  };
  const bool own_words = facts.own_words == OwnWords::kInsteadOfColumns;
  switch (piece.token) {
    case Token::kText:
      add_spelling(piece.text);
      break;
    case Token::kTable:
      add_table(facts.table, facts.table_may_be_singular);
      break;
    case Token::kReferredTable:
      add_table(facts.referred_table, true);
      break;
    case Token::kColumns:
      add_columns(facts.columns, own_words);
      break;
    case Token::kColumn0:
      add_columns({facts.columns.begin(), facts.columns.begin() + (facts.columns.empty() ? 0 : 1)},
                  own_words);
      break;
    case Token::kReferredColumns:
      add_columns(facts.referred_columns, false);
      break;
    case Token::kName:
      add_columns({}, true);
      break;
  }
  return ends;
}

bool NamingPattern::fits_template(const NameFacts& facts, Strictness strictness) const {
  // What has no table cannot be asked to name it: a sequence that no column owns.
  for (const Piece& piece : pieces_) {
    if (piece.token == Token::kTable && facts.table.empty()) return true;
    if (piece.token == Token::kReferredTable && facts.referred_table.empty()) return true;
  }
  std::set<std::size_t> reached = {0};
  for (const Piece& piece : pieces_) {
    std::set<std::size_t> next;
    for (const std::size_t at : reached) {
      for (const std::size_t end : ends_of(piece, facts, at, strictness)) next.insert(end);
    }
    reached = std::move(next);
  }
  if (reached.contains(facts.name.size())) return true;
  if (facts.own_words != OwnWords::kNone) {
    const bool words_follow =
        std::any_of(reached.begin(), reached.end(), [&facts](std::size_t end) {
          return end > 0 && end + 1 < facts.name.size() && facts.name[end] == '_';
        });
    if (words_follow) return true;
  }
  const std::optional<std::string> whole = fill_whole(facts);
  return whole && whole->size() > kIdentifierLimit && facts.name == shorten(*whole);
}

bool NamingPattern::fits(const NameFacts& facts, Strictness strictness) const {
  if (regex_) return std::regex_match(facts.name, *regex_);
  if (!style_) return fits_template(facts, strictness);
  if (style_->snake_case && !is_snake_case(facts.name)) return false;
  if (style_->plural && !name_may_be_plural(facts.name)) return false;
  return !style_->singular || singularize_name(facts.name) == facts.name;
}

std::string NamingPattern::own_name(const NameFacts& facts) const {
  const std::string snake = to_snake_case(facts.own_name.empty() ? facts.name : facts.own_name);
  std::vector<std::string_view> words = words_of(snake);
  std::vector<std::string> before;
  std::vector<std::string> after;
  bool past = false;
  for (const Piece& piece : pieces_) {
    if (piece.token == Token::kName) {
      past = true;
      continue;
    }
    const std::string filled = fill_piece(piece, facts);
    for (const std::string_view word : words_of(filled)) (past ? after : before).emplace_back(word);
  }
  for (const std::string& word : before) {
    if (words.size() > 1 && words.front() == word) words.erase(words.begin());
  }
  for (auto word = after.rbegin(); word != after.rend(); ++word) {
    if (words.size() > 1 && words.back() == *word) words.pop_back();
  }
  std::string own;
  for (const std::string_view word : words) own = join_words(own, word);
  return own;
}

std::string NamingPattern::fill_piece(const Piece& piece, const NameFacts& facts) const {
  switch (piece.token) {
    case Token::kText:
      return piece.text;
    case Token::kTable:
      return to_snake_case(facts.table);
    case Token::kColumns:
      return join_columns(facts.columns);
    case Token::kColumn0:
      return facts.columns.empty() ? "" : to_snake_case(facts.columns.front());
    case Token::kReferredTable:
      return to_snake_case(facts.referred_table);
    case Token::kReferredColumns:
      return join_columns(facts.referred_columns);
    case Token::kName:
      return own_name(facts);
  }
  return {};
}

std::optional<std::string> NamingPattern::fill_whole(const NameFacts& facts) const {
  std::string filled;
  for (const Piece& piece : pieces_) {
    const std::string text = fill_piece(piece, facts);
    if (text.empty()) return std::nullopt;
    filled += text;
  }
  return join_words(filled, facts.suffix);
}

std::optional<std::string> NamingPattern::fill(const NameFacts& facts) const {
  if (regex_) return std::nullopt;
  if (!style_) {
    std::optional<std::string> whole = fill_whole(facts);
    return whole ? std::optional(shorten(*whole)) : std::nullopt;
  }
  std::string name = style_->snake_case ? to_snake_case(facts.name) : facts.name;
  if (style_->plural && !name_may_be_plural(name)) name = pluralize_name(name);
  if (style_->singular) name = singularize_name(name);
  if (name.empty()) return std::nullopt;
  return std::string(clip(name, kIdentifierLimit));
}

}  // namespace ashlar::rules
