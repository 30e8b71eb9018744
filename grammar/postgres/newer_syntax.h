#pragma once

// Syntax of PostgreSQL versions newer than the grammar that is linked in, as far as its words give
// it away: then the mistake is not the author's. Layer: grammar/postgres, private.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/postgres/batches.h"
#include "grammar/text/span.h"

namespace ashlar::postgres {

struct NewerSyntax {
  Span span;
  std::string message;
  std::string help;
};

/// Where and why the parser gave up.
struct Stop {
  Span span;
  std::string_view message;
};

/// What in `piece` around the place where the parser stopped a newer grammar would take.
[[nodiscard]] std::optional<NewerSyntax> find_newer_syntax(std::string_view text,
                                                           const Batch& batch, const Piece& piece,
                                                           const Stop& stop);

}  // namespace ashlar::postgres
