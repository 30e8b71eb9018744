#pragma once

// What `stamp` would change in the ledger. Layer: cli.

#include <string>
#include <vector>

#include "cli/applied.h"
#include "cli/options.h"
#include "versions/graph.h"

namespace ashlar::cli {

/// What `stamp SYMBOL…` makes of the revisions: everything below those named becomes applied,
/// nothing above them stays so, other branches are as they were.
struct Stamped {
  versions::RevisionSet after;    ///< applied afterwards
  versions::RevisionSet touched;  ///< whose state the symbols speak of, changed or not
};
[[nodiscard]] Result<Stamped> stamped_set(const versions::Graph& graph,
                                          const std::vector<std::string>& symbols,
                                          const versions::RevisionSet& applied);

struct StampPlan {
  runtime::StampChange change;
  std::vector<std::string> lines;  ///< one a change, for people
};

/// The whole change that the options ask for; empty where there is nothing to do.
[[nodiscard]] Result<StampPlan> plan_stamp(const StampOptions& options,
                                           const runtime::LedgerState& ledger,
                                           const Applied& applied, const versions::Graph& graph);

}  // namespace ashlar::cli
