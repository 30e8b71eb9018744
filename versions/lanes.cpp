#include "versions/lanes.h"

#include <algorithm>

namespace ashlar::versions {

std::vector<RevisionIndex> drawing_order(const Graph& graph,
                                         const std::vector<RevisionIndex>& listed) {
  std::vector<char> is_listed(graph.size(), 0);
  for (const RevisionIndex index : listed) is_listed[index] = 1;
  // How many of the revisions above each are still to be drawn.
  std::vector<std::size_t> above(graph.size(), 0);
  for (const RevisionIndex index : listed) {
    for (const auto* below : {&graph.parents, &graph.depends}) {
      for (const RevisionIndex cause : (*below)[index]) ++above[cause];
    }
  }
  std::vector<RevisionIndex> ready;
  for (const RevisionIndex index : listed) {
    if (above[index] == 0) ready.push_back(index);
  }
  std::sort(ready.begin(), ready.end(),
            [&](RevisionIndex a, RevisionIndex b) { return graph.rank[a] < graph.rank[b]; });
  std::vector<RevisionIndex> ordered;
  ordered.reserve(listed.size());
  while (!ready.empty()) {
    const RevisionIndex index = ready.back();
    ready.pop_back();
    ordered.push_back(index);
    // Dependencies first, so that the walk goes on with a parent.
    for (const auto* below : {&graph.depends, &graph.parents}) {
      for (const RevisionIndex cause : (*below)[index]) {
        if (--above[cause] == 0 && is_listed[cause] != 0) ready.push_back(cause);
      }
    }
  }
  return ordered;
}

std::vector<LaneRow> lanes(const Graph& graph, const std::vector<RevisionIndex>& ordered) {
  std::vector<char> is_drawn(graph.size(), 0);
  for (const RevisionIndex index : ordered) is_drawn[index] = 1;
  std::vector<RevisionIndex> leading_to;  // what each lane leads to
  std::vector<LaneRow> rows;
  rows.reserve(ordered.size());
  for (const RevisionIndex index : ordered) {
    LaneRow row;
    row.revision = index;
    const auto own = std::find(leading_to.begin(), leading_to.end(), index);
    row.lane = static_cast<std::size_t>(own - leading_to.begin());
    row.has_child = own != leading_to.end();
    if (!row.has_child) leading_to.push_back(index);
    row.width = leading_to.size();
    std::vector<RevisionIndex> opened;
    for (const RevisionIndex parent : graph.parents[index]) {
      if (is_drawn[parent] == 0) continue;
      const auto lane = std::find(leading_to.begin(), leading_to.end(), parent);
      if (lane == leading_to.end()) {
        opened.push_back(parent);
      } else {
        row.joined.push_back(static_cast<std::size_t>(lane - leading_to.begin()));
      }
    }
    std::sort(row.joined.begin(), row.joined.end());
    row.opened = opened.size();
    const auto place = leading_to.begin() + static_cast<std::ptrdiff_t>(row.lane);
    leading_to.insert(leading_to.erase(place), opened.begin(), opened.end());
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace ashlar::versions
