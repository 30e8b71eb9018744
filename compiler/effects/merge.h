#pragma once

// The effects of several statements as those of one. Layer: compiler/effects, private.

#include "compiler/effects/effects.h"

namespace ashlar::effects {

/// Adds what a later statement does.
void merge(Effects& into, const Effects& next);

}  // namespace ashlar::effects
