#pragma once

// The constraint that words of ALTER TABLE make, as the catalog has it. Layer: compiler/rules.

#include "compiler/rules/alterations.h"

namespace ashlar::rules {

/// In the catalog after the statement; null where it cannot be told which one it is. `words` are
/// those of the alteration's subcommand, whose column they stand at where they stand at one.
[[nodiscard]] const catalog::Object* made_constraint(const StatementContext& context,
                                                     const Alteration& alteration,
                                                     const sql::Constraint& words);

/// The object at the end of the up section, where it still has its name there and its table has
/// too; else null.
[[nodiscard]] const catalog::Object* kept_to_the_end(const StatementContext& context,
                                                     const catalog::Object& part,
                                                     const catalog::Object& table);

/// True where a later statement of the up section may look at whether the constraint is valid, or
/// gives new names to what it mentions: then it cannot be validated later.
[[nodiscard]] bool is_needed_valid(const StatementContext& context);

}  // namespace ashlar::rules
