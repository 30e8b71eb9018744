#pragma once

// From a path to a plan that may be run: compiles, and stops at errors. Layer: cli.

#include <optional>

#include "cli/console.h"
#include "cli/workspace.h"
#include "compiler/pipeline.h"
#include "compiler/plan/plan.h"

namespace ashlar::cli {

struct Prepared {
  plan::Plan plan;
  Diagnostics findings;                   ///< of the revisions in it; none of them stops it
  std::vector<catalog::Catalog> schemas;  ///< as pipeline::Planned has them
};

/// Compiles the path for a server of major version `postgres`. Where a revision to be run has
/// errors of grammar or schema, transaction control, or no way back on the way down, says so on
/// `console` and returns nothing: the command ends with ExitStatus::kUsage.
[[nodiscard]] std::optional<Prepared> prepare(const Workspace& workspace,
                                              const versions::Path& path, int postgres,
                                              Console& console);

}  // namespace ashlar::cli
