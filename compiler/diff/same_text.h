#pragma once

// Whether PostgreSQL reads two texts alike. Layer: compiler/diff.

#include <string>
#include <string_view>

namespace ashlar::diff {

/// What a text is a part of, and so how it parses.
enum class TextKind {
  kPlain,       ///< no SQL, or none that stands alone: only the very same words are the same
  kExpression,  ///< a default, a check
  kStatement,   ///< a view's query, a trigger's definition
  kConstraint,  ///< `CONSTRAINT c CHECK (…)`
  kIndexKey,    ///< `lower(name) DESC`
  kBound,       ///< `FOR VALUES …`
  kBody,        ///< `BEGIN ATOMIC … END`
};

/// Case of keywords, blanks, comments, needless parentheses and casts of literals do not count.
[[nodiscard]] bool same_text(TextKind kind, const std::string& a, const std::string& b);

}  // namespace ashlar::diff
