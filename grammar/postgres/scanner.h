#pragma once

// The server's scanner, asked through libpg_query: what the tokens of a text are, and how far a
// word is reserved. Layer: grammar/postgres, private.

#include <cstdint>
#include <string_view>

namespace ashlar::postgres {

/// Where a keyword cannot stand as a name; the numbers are those of libpg_query's KeywordKind.
enum class KeywordClass : std::uint8_t {
  kNone = 0,  ///< no keyword
  kUnreserved = 1,
  kColumnName = 2,      ///< no function or type may bear the name
  kTypeOrFunction = 3,  ///< only functions and types may
  kReserved = 4,
};

/// How far one word, in lower case, is reserved.
[[nodiscard]] KeywordClass keyword_class(std::string_view word);

}  // namespace ashlar::postgres
