#pragma once

// Fixes of the way back: the compiler knows the schema before a revision, so it can write what
// leads there. Layer: compiler/rules.

#include <optional>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// Writes the down section that a revision lacks; `empty_down` is the section that is there without
/// a statement, or null. Nothing where the schema needs no way back. Safe where nothing but the
/// order of columns differs afterwards; rows that are lost are told in comments.
[[nodiscard]] std::optional<Fix> write_down(const RevisionContext& context,
                                            const grammar::Section* empty_down);

/// Adds to a down section what it does not take back, at the end of what runs last. Nothing where
/// that is not all. Safe where the section loses no rows beyond those that the up section lost.
[[nodiscard]] std::optional<Fix> complete_down(const RevisionContext& context);

}  // namespace ashlar::rules
