#pragma once

// What the lowering of one statement works with, and its entry.
// In: a node of libpg_query's tree and the statement's tokens. Out: one of grammar/sql's structs.
// Layer: grammar/postgres, private.

#include <cstdint>
#include <limits>
#include <string_view>

#include "grammar/postgres/tokens.h"
#include "grammar/postgres/tree.h"
#include "grammar/sql/statements.h"

namespace ashlar::postgres {

struct Lowering {
  std::string_view text;   ///< of the file; spans are offsets in it
  std::uint32_t base = 0;  ///< where the text that the tree's locations count from begins
  Tokens tokens;           ///< of this statement

  /// The tree's location of `node` as a byte of the file; past every file where it has none (-1).
  [[nodiscard]] std::uint32_t place(const Node& node) const {
    const std::int64_t location = node.integer("location");
    if (location < 0) return std::numeric_limits<std::uint32_t>::max();
    return base + static_cast<std::uint32_t>(location);
  }
  /// The token that begins at the location of `node`.
  [[nodiscard]] std::size_t token(const Node& node) const { return tokens.at(place(node)); }
};

/// Lowers one statement. A kind that no struct stands for becomes an OpaqueStatement.
[[nodiscard]] sql::StatementNode lower_statement(const Lowering& in, const Node& statement);

}  // namespace ashlar::postgres
