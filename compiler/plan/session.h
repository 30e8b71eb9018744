#pragma once

// What a statement leaves behind in its session. Layer: compiler/plan.

#include "grammar/sql/statements.h"

namespace ashlar::plan {

/// True where the statement changes a setting (role and search path among them) for longer than its
/// transaction and does nothing else: such a statement may be said again at the start of a later
/// step.
[[nodiscard]] bool sets_session(const sql::Statement& statement);

}  // namespace ashlar::plan
