#pragma once

// Columns that a table gets after a trigger: the server takes WHEN (OLD.* IS DISTINCT FROM NEW.*)
// of a BEFORE trigger only as long as the table has no generated column
// (src/backend/commands/trigger.c, CreateTriggerFiringOn). Layer: compiler/schema.

#include "compiler/schema/entry.h"

namespace ashlar::schema {

/// True where the trigger must be made before the generated columns of its table.
[[nodiscard]] bool precedes_generated(const Catalog& catalog, const Object& trigger);

/// The triggers that stand between the table's first columns and the others; empty where all its
/// columns are made at once.
[[nodiscard]] std::vector<ObjectId> triggers_between(const Catalog& catalog, const Object& table);

}  // namespace ashlar::schema
