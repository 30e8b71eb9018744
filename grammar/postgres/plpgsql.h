#pragma once

// Bodies in PL/pgSQL, read by libpg_query's copy of the server's own compiler for them.
// In: the text between the quotes. Out: its statements as a tree whose SQL has spans in that text.
// Layer: grammar/postgres, above grammar/sql.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/sql/plpgsql.h"

namespace ashlar::postgres {

/// What a body's statements are checked against: where it stands.
struct BodyFrame {
  enum class Kind { kDoBlock, kFunction, kSetFunction, kProcedure, kTrigger } kind = Kind::kDoBlock;
  bool returns_value = false;  ///< of a function: neither void nor OUT parameters
  struct Parameter {
    std::string name;  ///< empty: $1
    bool output = false;
    bool input = true;
  };
  std::vector<Parameter> parameters;
};

/// The outermost block; nothing where the text cannot be read (a mistake in it, a variable that is
/// not declared, blocks that nest too deeply).
[[nodiscard]] std::optional<sql::plpgsql::Block> parse_plpgsql(std::string_view body,
                                                               const BodyFrame& frame);

}  // namespace ashlar::postgres
