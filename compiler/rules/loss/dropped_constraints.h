#pragma once

// The constraints that a statement drops by name and that nothing in the revision takes the place
// of. Layer: compiler/rules.

#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

struct DroppedConstraint {
  const catalog::Object* object = nullptr;  ///< in the catalog before
  Span where;                               ///< its name in the statement
};

/// True where the table ends up, in the direction at hand, with what does the dropped constraint's
/// work: one of the same kind on the same columns (and to the same table); for a UNIQUE any unique
/// index on some of its columns; for a primary key any other; for CHECK (c IS NOT NULL) the
/// column's own NOT NULL.
[[nodiscard]] bool has_successor(const StatementContext& context, const catalog::Object& dropped);

/// Only constraints that are older than the revision and have no successor.
[[nodiscard]] std::vector<DroppedConstraint> dropped_constraints(const StatementContext& context);

}  // namespace ashlar::rules
