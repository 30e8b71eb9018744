#pragma once

// Targets and ranges as users write them: `head`, `heads`, `base`, ids and prefixes, `label@head`,
// `+1`, `-2`, `ID+2`, `A:B`. What they mean is Alembic's, with the faults mended that the manual
// page on commands lists. Layer: versions.

#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/result.h"
#include "versions/graph.h"

namespace ashlar::versions {

/// An ordered walk: the revisions to run, first to last, all in one direction.
struct Path {
  Direction direction = Direction::kUp;
  std::vector<RevisionIndex> revisions;
  RevisionSet before;  ///< applied before the walk
  RevisionSet after;   ///< applied after it
};

/// What `show`, `stamp`, `merge` and `revision --head` take: one or more revisions. `current` is
/// understood through `applied`. The error's message is one of five, one per cause: unknown,
/// ambiguous (candidates in `detail`), not on that branch, no such branch, not reachable.
/// `base` is an empty answer.
[[nodiscard]] Result<std::vector<RevisionIndex>> resolve(const Graph& graph,
                                                         std::string_view symbol,
                                                         const RevisionSet& applied);

/// The walk that `upgrade TARGET` makes from `applied`. Nothing to do is an empty path, not an
/// error. Fails with kLedger where `applied` has a gap: a revision whose parent is not in it.
[[nodiscard]] Result<Path> upgrade_path(const Graph& graph, std::string_view target,
                                        const RevisionSet& applied);
/// The walk that `downgrade TARGET` makes: away with all that stands on the children of the target.
/// `-N` takes N revisions from the one head that is applied, `LABEL@base` the branch down to its
/// branch point, each with everything that stands on or depends on what goes.
[[nodiscard]] Result<Path> downgrade_path(const Graph& graph, std::string_view target,
                                          const RevisionSet& applied);

/// The walk of `plan` and `script`: `A:B` from A (everything below it applied) to B, upwards or
/// downwards as B lies; a plain target is upwards from `applied`. `A:` ends at the heads above A,
/// and a B such as `+2` or `-1` is counted from A.
[[nodiscard]] Result<Path> range_path(const Graph& graph, std::string_view range,
                                      const RevisionSet& applied);

/// The revisions that `history -r RANGE` lists, newest first, both ends included; all of them for
/// an empty range. `-2:` is counted from what is applied, or from the head where nothing is, and
/// stops at base where there is not as much.
[[nodiscard]] Result<std::vector<RevisionIndex>> history_range(const Graph& graph,
                                                               std::string_view range,
                                                               const RevisionSet& applied);

}  // namespace ashlar::versions
