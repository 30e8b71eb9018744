#pragma once

// Fixes that leave the reading of all rows to a later revision: a constraint is added NOT VALID,
// and the revision after this one validates it. Manual, ALTER TABLE, notes: "scan of a large table
// … VALIDATE CONSTRAINT … does not need to lock out concurrent updates". Layer: compiler/rules.

#include <optional>

#include "compiler/rules/alterations.h"

namespace ashlar::rules {

/// For a CHECK or foreign key that the alteration adds, at a new column or by itself. Nothing where
/// the rest of the revision may need it valid, or where NOT VALID is not to be had.
[[nodiscard]] std::optional<Fix> validate_later(const StatementContext& context,
                                                const Alteration& alteration,
                                                const sql::Constraint& constraint);

/// For VALIDATE CONSTRAINT itself: the statement moves, where this revision made the constraint.
[[nodiscard]] std::optional<Fix> move_validation(const StatementContext& context,
                                                 const Alteration& alteration,
                                                 const sql::ValidateConstraint& validate);

/// For SET NOT NULL: a CHECK (… IS NOT NULL) NOT VALID stands in until the next revision has
/// validated it; from PostgreSQL 12 on SET NOT NULL then reads nothing (release notes of 12).
[[nodiscard]] std::optional<Fix> not_null_later(const StatementContext& context,
                                                const Alteration& alteration,
                                                const sql::SetColumnNotNull& node);

}  // namespace ashlar::rules
