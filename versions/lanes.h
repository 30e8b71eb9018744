#pragma once

// Revisions as they are drawn: an order that keeps branches together, and for each revision the
// lane that it stands in. The terminal's graph and the one of the review page are both this.
// In: a graph and the revisions to draw. Out: rows, newest first. Time and memory grow with rows
// times lanes, and lanes are few: a branch is drawn to its end before the next one begins.
// Layer: versions.

#include <cstddef>
#include <vector>

#include "versions/graph.h"

namespace ashlar::versions {

/// `listed`, each revision before its parents and what it depends on, otherwise as `git log
/// --topo-order` has it: down one branch before the next, of a merge the last parent first.
[[nodiscard]] std::vector<RevisionIndex> drawing_order(const Graph& graph,
                                                       const std::vector<RevisionIndex>& listed);

/// A row with one revision. Lanes are counted from 0, from left to right; each but the revision's
/// own only passes, on its way to a revision further down.
struct LaneRow {
  RevisionIndex revision = 0;
  std::size_t lane = 0;   ///< the revision's
  std::size_t width = 1;  ///< lanes in this row, the revision's among them
  /// True where a child above leads here; a lane that begins here has none.
  bool has_child = false;
  /// Parents that no lane led to yet: they get lanes in the place of the revision's own, from left
  /// to right. None: the lane ends, and those to the right of it move up.
  std::size_t opened = 0;
  std::vector<std::size_t> joined;  ///< lanes of this row that lead to further parents, sorted

  /// Where a lane of this row stands in the next; of the revision's own, the first opened.
  [[nodiscard]] std::size_t next(std::size_t lane_here) const {
    return lane_here > lane ? lane_here + opened - 1 : lane_here;
  }
  /// Lanes between this row and the next.
  [[nodiscard]] std::size_t width_below() const { return width + opened - 1; }
};

/// Parents that are not among `ordered` are not drawn.
[[nodiscard]] std::vector<LaneRow> lanes(const Graph& graph,
                                         const std::vector<RevisionIndex>& ordered);

}  // namespace ashlar::versions
