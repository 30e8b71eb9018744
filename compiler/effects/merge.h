#pragma once

// The effects of several statements as those of one. Layer: compiler/effects, private.

#include "compiler/effects/effects.h"

namespace ashlar::effects {

/// Adds what a later statement does.
void merge(Effects& into, const Effects& next);

/// The effects of each statement of `applied.inner`, but for those on what was not there `before`.
[[nodiscard]] std::vector<Effects> forecast_inner(const catalog::Catalog& before,
                                                  const catalog::Applied& applied, int postgres,
                                                  const catalog::ApplyContext& context);

/// The effects of the statement together with those of what it ran.
[[nodiscard]] Effects forecast_with(const sql::Statement& statement, const catalog::Catalog& before,
                                    const catalog::Applied& applied,
                                    const std::vector<Effects>& inner, int postgres,
                                    const catalog::ApplyContext& context);

}  // namespace ashlar::effects
