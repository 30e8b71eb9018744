#pragma once

// What the result of a trial means: which difference is a failure, which is only to be said.
// Layer: cli.

#include <vector>

#include "cli/verify_report.h"
#include "cli/verify_trials.h"

namespace ashlar::cli {

/// What of the compiler's schema was wrong after a trial.
struct SchemaTrouble {
  std::vector<runtime::LineChange> changes;
  std::string refusal;
};

/// `known` is what the trial before had; this one's takes its place, and only what is new is told.
[[nodiscard]] Verified judge_trial(const Workspace& workspace, const TrialFacts& facts,
                                   const runtime::TrialResult& result, SchemaTrouble& known);

/// Of a trial that was not made.
[[nodiscard]] Verified not_tried(const Workspace& workspace, const TrialFacts& facts);

}  // namespace ashlar::cli
