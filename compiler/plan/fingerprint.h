#pragma once

// The name of a plan's content: equal for plans that do the same, whatever was found about them and
// wherever their files lie. Layer: compiler/plan.

#include <string>
#include <vector>

#include "compiler/plan/plan.h"

namespace ashlar::plan {

/// "sha256:…" over direction, ledger schema, revisions, steps and the statements' SQL.
[[nodiscard]] std::string fingerprint(const Plan& plan);

/// "sha256:…" over the significant tokens of a step's statements.
[[nodiscard]] std::string step_checksum(const std::vector<PlannedStatement>& statements);

}  // namespace ashlar::plan
