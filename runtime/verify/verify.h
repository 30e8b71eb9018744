#pragma once

// Tries revisions: up, down and up again, and what the database holds after each.
// A revision whose steps allow it goes there and back inside one transaction, so that nothing of
// the way back is left for those behind it; all others, and those that fail so, commit each step as
// a run would. Layer: runtime/verify.

#include <vector>

#include "runtime/api/verify.h"
#include "runtime/database/interrupt.h"

namespace ashlar::runtime {

/// As Runtime::verify.
[[nodiscard]] Result<TrialReport> verify_trials(const std::vector<Trial>& trials,
                                                const TrialOptions& options,
                                                const ComputedSchema& schema,
                                                const OnTrial& on_trial,
                                                database::Interrupt& interrupt);

}  // namespace ashlar::runtime
