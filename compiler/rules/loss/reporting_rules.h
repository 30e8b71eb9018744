#pragma once

// Which rules report a loss: what an `allow` must name to cover it, in a file and in a plan.
// Layer: compiler/rules.

#include <string_view>
#include <vector>

#include "compiler/effects/effects.h"

namespace ashlar::rules {

/// Ids of the rules whose business the loss is, the one of its kind first.
[[nodiscard]] std::vector<std::string_view> reporting_rules(const effects::Loss& loss);

}  // namespace ashlar::rules
