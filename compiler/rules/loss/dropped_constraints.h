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

/// Only constraints that are older than the revision. Left out are those that have a successor at
/// the end of it: a constraint of the same kind on the same columns (and to the same table).
[[nodiscard]] std::vector<DroppedConstraint> dropped_constraints(const StatementContext& context);

}  // namespace ashlar::rules
