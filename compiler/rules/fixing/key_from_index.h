#pragma once

// The fix that builds a key's index CONCURRENTLY, in a step of its own, and then makes the key of
// it. Manual, ALTER TABLE, ADD table_constraint_using_index. Layer: compiler/rules.

#include <optional>

#include "compiler/rules/alterations.h"

namespace ashlar::rules {

/// For UNIQUE and PRIMARY KEY. Nothing where the key's columns are not there before the statement,
/// may be null in a primary key (USING INDEX would read the table), or the table is partitioned.
[[nodiscard]] std::optional<Fix> key_from_index(const StatementContext& context,
                                                const Alteration& alteration,
                                                const sql::Constraint& key);

}  // namespace ashlar::rules
