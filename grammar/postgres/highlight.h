#pragma once

// SQL as pieces to be coloured, by the server's lexical rules. In: any text, correct or not. Out:
// pieces that cover it, byte for byte. A word that may be a name or a keyword (most keywords are
// not reserved) is taken as its writer's way of writing keywords suggests.
// Layer: grammar/postgres.

#include <string_view>
#include <vector>

#include "grammar/text/span.h"

namespace ashlar::postgres {

enum class HighlightKind {
  kPlain,    ///< names, operators, punctuation, blanks
  kKeyword,  ///< several in a row are one piece
  kLiteral,  ///< strings and numbers
  kComment,
};

struct Highlight {
  Span span;
  HighlightKind kind = HighlightKind::kPlain;
};

/// In order, without gaps; no piece is empty. The bodies of functions and DO blocks are pieces of
/// their own.
[[nodiscard]] std::vector<Highlight> highlights_of(std::string_view sql);

}  // namespace ashlar::postgres
