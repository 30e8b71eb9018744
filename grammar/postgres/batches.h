#pragma once

// Cuts a body into statements by its tokens, without parsing, and hands them out in batches that
// fit in memory. A statement ends at a `;`, save inside the brackets of CREATE RULE … DO (…; …) and
// inside BEGIN ATOMIC … END.
// Layer: grammar/postgres, private.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "grammar/postgres/lexer.h"
#include "grammar/text/span.h"

namespace ashlar::postgres {

/// One statement as the tokens show it; at least one token.
struct Piece {
  Span text;              ///< from the end of the statement before to its `;`
  std::size_t first = 0;  ///< its lexemes in the batch: [first, last)
  std::size_t last = 0;
  std::uint32_t chain = 0;  ///< an upper bound on how deep the parse tree can get
};

struct Batch {
  Span text;
  std::vector<Lexeme> lexemes;  ///< without the semicolons between statements
  std::vector<Piece> pieces;
  bool has_continued_strings = false;
};

class BatchReader {
 public:
  /// Reads `body` of `text`, which must outlive the reader.
  BatchReader(std::string_view text, Span body);

  /// The next statements, about `kBatchBytes` of them, or nothing at the end.
  [[nodiscard]] std::optional<Batch> next();

  /// Larger bodies are parsed in parts: the tree of a batch takes a hundred times its text.
  static constexpr std::uint32_t kBatchBytes = 1U << 20;
  /// A statement of fewer tokens is not looked at for `Piece::chain`, which is their number then.
  static constexpr std::size_t kShortStatement = 4'000;

 private:
  [[nodiscard]] bool read_piece(Batch& batch);

  std::string_view text_;
  Lexer lexer_;
  std::uint32_t end_;
};

}  // namespace ashlar::postgres
