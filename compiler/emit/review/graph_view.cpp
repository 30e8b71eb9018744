#include <algorithm>

#include "compiler/emit/review/parts.h"

namespace ashlar::emit::review {
namespace {

using versions::RevisionIndex;
using versions::RevisionSet;

/// A history of this many revisions is drawn whole.
constexpr std::size_t kSmall = 24;

/// The plan's revisions, what each follows, where the database stands and where it will.
std::vector<RevisionIndex> drawn(const ReviewInput& input, const RevisionSet& ends) {
  const versions::Graph& graph = input.graph;
  if (graph.size() <= kSmall) return graph.order;
  RevisionSet wanted = ends;
  for (const RevisionIndex index : input.path.revisions) {
    wanted.insert(index);
    wanted.insert(graph.parents[index].begin(), graph.parents[index].end());
    wanted.insert(graph.depends[index].begin(), graph.depends[index].end());
  }
  return {wanted.begin(), wanted.end()};
}

}  // namespace

GraphView graph_of(const ReviewInput& input) {
  const versions::Graph& graph = input.graph;
  const RevisionSet starts = versions::to_set(versions::heads_of(graph, input.path.before));
  const RevisionSet ends = versions::to_set(versions::heads_of(graph, input.path.after));
  RevisionSet both = starts;
  both.insert(ends.begin(), ends.end());
  const std::vector<RevisionIndex> listed = drawn(input, both);
  GraphView view;
  view.left_out = graph.size() - listed.size();
  for (versions::LaneRow& lane : versions::lanes(graph, versions::drawing_order(graph, listed))) {
    const RevisionIndex index = lane.revision;
    const versions::Revision& revision = graph[index];
    GraphRow row;
    row.lane = std::move(lane);
    row.id = revision.id;
    row.message = revision.message;
    row.parents = revision.parents;
    row.depends = revision.depends;
    const auto at = std::find(input.path.revisions.begin(), input.path.revisions.end(), index);
    if (at != input.path.revisions.end()) {
      row.place = Place::kPlanned;
      row.revision = static_cast<std::size_t>(at - input.path.revisions.begin()) + 1;
    } else if (input.path.before.contains(index)) {
      row.place = Place::kApplied;
    }
    row.is_start = starts.contains(index);
    row.is_end = ends.contains(index);
    view.rows.push_back(std::move(row));
  }
  return view;
}

}  // namespace ashlar::emit::review
