#pragma once

// Whether PostgreSQL reads two texts alike. Layer: compiler/diff.

#include <string>
#include <string_view>

#include "compiler/catalog/catalog.h"

namespace ashlar::diff {

/// What a text is a part of, and so how it parses.
enum class TextKind {
  kPlain,       ///< no SQL, or none that stands alone: only the very same words are the same
  kExpression,  ///< a default, a check
  kQuery,       ///< a view's
  kStatement,   ///< a trigger's definition
  kConstraint,  ///< `CONSTRAINT c CHECK (…)`
  kIndexKey,    ///< `lower(name) DESC`
  kBound,       ///< `FOR VALUES …`
  kDefinition,  ///< `(provider = icu, …)`, or what stands behind a publication's name
  kBody,        ///< `BEGIN ATOMIC … END`
};

/// Where a text stands: what the names in it mean.
struct Place {
  const catalog::Catalog* catalog = nullptr;  ///< never null
  catalog::ObjectId owner = 0;  ///< the relation, domain or function that it belongs to; 0: none
};

/// Case of keywords, blanks, comments, needless parentheses and casts of literals do not count, nor
/// what the server writes out when it prints: casts that are implied, names of tables before
/// columns, IN as `= ANY`.
[[nodiscard]] bool same_text(TextKind kind, const std::string& a, const Place& of_a,
                             const std::string& b, const Place& of_b);

}  // namespace ashlar::diff
