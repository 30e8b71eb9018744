#pragma once

// A step that runs in batches: ranges of keys, in order, each a transaction with its record in the
// ledger. A run that was cut off goes on after the last range that was committed.
// Layer: runtime/executor.

#include "runtime/executor/step_run.h"

namespace ashlar::runtime {

[[nodiscard]] bool runs_in_batches(const plan::Step& step);

/// Runs what is left of the step, its record included.
[[nodiscard]] Status run_batches(const StepRun& run, const plan::Step& step);

}  // namespace ashlar::runtime
