#pragma once

// A statement that writes many rows, taken apart so that it can be run for a range of keys at a
// time: where a condition on the key goes, and which relation the keys are read from.
// In: an UPDATE, DELETE or INSERT … SELECT and the name of a column. Out: pieces of SQL, by the
// positions of the parse tree. Layer: grammar/postgres.

#include <string>
#include <string_view>

namespace ashlar::postgres {

/// `head` + a condition in parentheses + `tail` is the statement for the rows that fulfil it.
struct KeysetStatement {
  std::string head;
  std::string tail;
  std::string source;  ///< FROM item that the keys are read from: `public.items i`
  std::string table;   ///< its name alone: `public.items`
  std::string key;     ///< `i.id`
};

struct Keyset {
  KeysetStatement statement;
  std::string refusal;  ///< why the statement cannot be run so; empty: it can
};

/// `key` is a column's name, or RELATION.COLUMN where a SELECT reads several relations.
[[nodiscard]] Keyset keyset_of(std::string_view sql, std::string_view key);

}  // namespace ashlar::postgres
