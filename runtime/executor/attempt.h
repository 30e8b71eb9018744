#pragma once

// What every way to run a step has in common: its limits, when it is tried again and after which
// rest, how an interrupt shows. Layer: runtime/executor.

#include "runtime/executor/step_run.h"

namespace ashlar::runtime {

/// Those of the run, for what no annotation speaks of.
[[nodiscard]] Limits default_limits(const RunOptions& options);

/// The failures that another attempt may not meet: everything was rolled back and somebody else was
/// in the way. PostgreSQL manual, "PostgreSQL Error Codes".
[[nodiscard]] bool worth_retrying(const Error& error);

/// A cancelled statement is the user's wish where the user asked for it.
[[nodiscard]] Error or_interrupted(const StepRun& run, Error error);

/// Tells of the retry and waits for its time.
[[nodiscard]] Status rest_before_retry(const StepRun& run, const plan::Step& step,
                                       const Error& error, int attempt);

/// After a step's last COMMIT: what the revision left in its session goes with the revision.
[[nodiscard]] Status clear_leftovers(const StepRun& run, const plan::Step& step,
                                     Leftovers leftovers);

}  // namespace ashlar::runtime
