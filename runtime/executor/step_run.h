#pragma once

// Runs one step: a transaction with the ledger's words in it, tried again where locks were in the
// way, or one statement outside any transaction between two entries in the ledger. Layer:
// runtime/executor.

#include <string>

#include "runtime/api/runtime.h"
#include "runtime/executor/commit.h"

namespace ashlar::runtime {

struct StepRun {
  const LockedSession& locked;
  const RunOptions& options;
  const OnStep& on_step;
  const std::string& ledger_schema;
  RunFailure& failure;
};

[[nodiscard]] Status run_step(const StepRun& run, const plan::Step& step);

/// Only the ledger's words of a step that has taken effect.
[[nodiscard]] Status record_step(const StepRun& run, const plan::Step& step);

}  // namespace ashlar::runtime
