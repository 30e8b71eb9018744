#pragma once

// The patterns of `[naming]`: a style (`snake_case plural`), a template (`ix_{table}_{columns}`) or
// a regular expression (`/^v_[a-z_]+$/`). In: a name and what is known of the object. Out: whether
// it fits, and the name that would. Layer: compiler/rules.

#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/result.h"

namespace ashlar::rules {

/// PostgreSQL cuts identifiers to this many bytes (NAMEDATALEN - 1,
/// src/include/pg_config_manual.h).
constexpr std::size_t kIdentifierLimit = 63;

/// Words that a name may hold beyond its pattern.
enum class OwnWords {
  kNone,
  kAfter,             ///< at the end: the second foreign key to a table, a trigram index
  kInsteadOfColumns,  ///< in place of the columns: a partial index, a CHECK
};

/// What a pattern may speak of.
struct NameFacts {
  std::string name;      ///< as it is now
  std::string own_name;  ///< what `{name}` is taken from; empty: `name`
  std::string table;
  bool table_may_be_singular = false;
  std::vector<std::string> columns;
  std::vector<std::string> further_columns;  ///< that a predicate or an expression mentions
  std::string referred_table;
  std::vector<std::string> referred_columns;
  OwnWords own_words = OwnWords::kNone;
  std::string suffix;  ///< words that a filled-in name needs at its end; usually none
};

enum class Strictness {
  kLoose,   ///< a column may be shortened to the start of its words and may lose `_id`
  kStrict,  ///< whole column names
};

class NamingPattern {
 public:
  /// Fails on unknown placeholders, unbalanced braces and regular expressions that do not compile.
  [[nodiscard]] static Result<NamingPattern> parse(std::string_view text);

  [[nodiscard]] bool fits(const NameFacts& facts, Strictness strictness) const;
  /// The name that the pattern asks for, at most 63 bytes, the same for the same facts. Nothing
  /// where the pattern is a regular expression or the facts do not fill it.
  [[nodiscard]] std::optional<std::string> fill(const NameFacts& facts) const;
  /// True for a template without placeholders, such as `id`.
  [[nodiscard]] bool is_literal() const;

 private:
  enum class Token { kText, kTable, kColumns, kColumn0, kReferredTable, kReferredColumns, kName };
  struct Piece {
    Token token = Token::kText;
    std::string text;
  };
  struct Style {
    bool snake_case = false;
    bool plural = false;
    bool singular = false;
  };

  static std::optional<Style> parse_style(std::string_view text);
  static Result<std::vector<Piece>> parse_template(std::string_view text);
  [[nodiscard]] static std::optional<Token> token_of(std::string_view placeholder);
  [[nodiscard]] std::vector<std::size_t> ends_of(const Piece& piece, const NameFacts& facts,
                                                 std::size_t begin, Strictness strictness) const;
  [[nodiscard]] bool fits_template(const NameFacts& facts, Strictness strictness) const;
  [[nodiscard]] std::string fill_piece(const Piece& piece, const NameFacts& facts) const;
  [[nodiscard]] std::string own_name(const NameFacts& facts) const;
  [[nodiscard]] std::optional<std::string> fill_whole(const NameFacts& facts) const;

  std::optional<Style> style_;
  std::optional<std::regex> regex_;
  std::vector<Piece> pieces_;
};

/// `name` if it has at most 63 bytes, else its beginning and eight digits of its hash.
[[nodiscard]] std::string shorten(const std::string& name);

}  // namespace ashlar::rules
