#pragma once

// The tokens of one statement, to find what the parse tree gives no place for: the tree has starts
// of some nodes, no ends, and no place at all for most names.
// In: a statement that the server's grammar has accepted. Out: token indexes and spans.
// Layer: grammar/postgres, private.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/postgres/lexer.h"
#include "grammar/text/span.h"

namespace ashlar::postgres {

class Tokens {
 public:
  /// `text` and `lexemes` must outlive the tokens; the statement's are [first, last).
  Tokens(std::string_view text, const std::vector<Lexeme>& lexemes, std::size_t first,
         std::size_t last);

  /// Indexes count from 0 within the statement; every question about one past the end gives "no".
  [[nodiscard]] std::size_t size() const { return last_ - first_; }
  [[nodiscard]] Span span(std::size_t i) const;
  [[nodiscard]] std::string_view text(std::size_t i) const;
  [[nodiscard]] LexemeKind kind(std::size_t i) const;
  /// Tokens [i, j), counted from 0 again.
  [[nodiscard]] Tokens part(std::size_t i, std::size_t j) const;
  /// From token i to the token before j; empty where i >= j.
  [[nodiscard]] Span between(std::size_t i, std::size_t j) const;

  /// The first token at or after a byte of the file.
  [[nodiscard]] std::size_t at(std::uint32_t offset) const;

  /// Token i is this keyword, given in upper case.
  [[nodiscard]] bool word(std::size_t i, std::string_view upper) const;
  /// Token i is this punctuation or operator.
  [[nodiscard]] bool symbol(std::size_t i, std::string_view symbol) const;
  /// Token i may be an identifier and spells `name`.
  [[nodiscard]] bool spells(std::size_t i, std::string_view name) const;
  [[nodiscard]] bool is_string(std::size_t i) const;

  /// The first token from `from` on that is this keyword, symbol, name; `end` (or size()) if none.
  [[nodiscard]] std::size_t find_word(std::size_t from, std::string_view upper) const;
  [[nodiscard]] std::size_t find_symbol(std::size_t from, std::string_view symbol) const;
  [[nodiscard]] std::size_t find_name(std::size_t from, std::string_view name) const;
  [[nodiscard]] std::size_t find_string(std::size_t from) const;
  /// As find_word, looking only outside of brackets that open after `from`.
  [[nodiscard]] std::size_t find_outer_word(std::size_t from, std::string_view upper) const;

  /// The index of the bracket that closes the one at `open`; size() if none does.
  [[nodiscard]] std::size_t closing(std::size_t open) const;
  /// The first `,` or unmatched closing bracket from `from` on, outside of brackets; size() if
  /// none.
  [[nodiscard]] std::size_t element_end(std::size_t from) const;

 private:
  std::string_view text_;
  const std::vector<Lexeme>& lexemes_;
  std::size_t first_;
  std::size_t last_;
};

}  // namespace ashlar::postgres
