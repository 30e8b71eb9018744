#pragma once

// The plan for programs as a JSON value, for those who add to it. Layer: compiler/emit.

#include <nlohmann/json_fwd.hpp>

#include "compiler/plan/plan.h"

namespace ashlar::emit {

/// Contract section 4; `plan_json` is its text.
[[nodiscard]] nlohmann::ordered_json plan_document(const plan::Plan& plan);

}  // namespace ashlar::emit
