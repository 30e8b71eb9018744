#pragma once

// From a range of revisions to what `verify` runs: plans of both directions, seeds, queries, and
// the catalog after each. Layer: cli.

#include <string>
#include <vector>

#include "cli/workspace.h"
#include "compiler/pipeline.h"
#include "runtime/api/verify.h"

namespace ashlar::cli {

/// What the command knows of a trial beside what the runtime runs.
struct TrialFacts {
  versions::RevisionIndex revision = 0;
  plan::Plan up;
  plan::Plan down;                       ///< no steps: no way back
  std::vector<Location> seeds;           ///< parallel to Trial::seeds
  std::vector<Location> queries;         ///< parallel to Trial::queries
  std::optional<Diagnostic> unreadable;  ///< of a down section, which is not run then
  bool followed = true;  ///< the catalog knows for sure what it and all before it leave behind
};

struct Trials {
  std::vector<runtime::Trial> trials;  ///< from base on
  std::vector<TrialFacts> facts;       ///< parallel to it
  std::size_t first = 0;               ///< those before it lie below the range
  bool shared_objects = false;         ///< some make or change roles, which all databases share
  pipeline::Compilation compilation;   ///< parallel to it
};

/// `path` leads upwards. The workspace must outlive the trials.
[[nodiscard]] Trials make_trials(const Workspace& workspace, const versions::Path& path);

}  // namespace ashlar::cli
