#pragma once

// The down section that a revision's up section asks for. Layer: compiler.

#include "compiler/diff/way_back.h"
#include "grammar/text/diagnostic.h"
#include "versions/graph.h"

namespace ashlar::pipeline {

struct DerivedDown {
  diff::WayBack way_back;
  /// Why what is derived may be wrong: statements that could not be read or followed, or that the
  /// server would refuse.
  Diagnostics doubts;
};

/// Replays what stands before the revision in the graph's order, and the revision. The graph's
/// history may be an outline (versions::read_outline).
[[nodiscard]] DerivedDown derive_down(const versions::Graph& graph, versions::RevisionIndex index);

}  // namespace ashlar::pipeline
