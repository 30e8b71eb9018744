#pragma once

// Builds a plan from the revisions of a path, replayed and checked. Layer: compiler/plan.

#include <string>
#include <vector>

#include "compiler/effects/replay.h"
#include "compiler/plan/plan.h"
#include "versions/symbols.h"

namespace ashlar::plan {

/// One revision of the path with what the compiler knows of it in that direction.
struct PlanInput {
  const versions::Revision* revision = nullptr;
  const effects::Replay* replay = nullptr;
  const Diagnostics* findings = nullptr;  ///< of this revision, both directions
};

struct PlanSettings {
  int postgres = 17;
  std::string ledger_schema = "ashlar";
};

[[nodiscard]] Plan build_plan(const versions::Graph& graph, const versions::Path& path,
                              const std::vector<PlanInput>& inputs, const PlanSettings& settings);

/// The plan that brings the ledger itself up to date: one transactional step an own revision that
/// is not in `installed`. Compiled from ledger::revision_files() like any other history.
[[nodiscard]] Plan ledger_plan(const std::vector<std::string>& installed,
                               std::string_view ledger_schema);

}  // namespace ashlar::plan
