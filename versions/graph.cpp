#include "versions/graph.h"

#include <algorithm>
#include <iterator>

namespace ashlar::versions {
namespace {

using Neighbours = std::vector<std::vector<RevisionIndex>>;

/// `from` and all that is reached from it along `first` and, where given, `second`.
RevisionSet reach(std::size_t count, const RevisionSet& from, const Neighbours& first,
                  const Neighbours* second) {
  std::vector<char> seen(count, 0);
  std::vector<RevisionIndex> queue(from.begin(), from.end());
  for (const RevisionIndex index : queue) seen[index] = 1;
  const auto enter = [&](const std::vector<RevisionIndex>& list) {
    for (const RevisionIndex index : list) {
      if (seen[index] != 0) continue;
      seen[index] = 1;
      queue.push_back(index);
    }
  };
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const RevisionIndex at = queue[next];
    enter(first[at]);
    if (second != nullptr) enter((*second)[at]);
  }
  RevisionSet reached;
  for (RevisionIndex index = 0; index < count; ++index) {
    if (seen[index] != 0) reached.emplace_hint(reached.end(), index);
  }
  return reached;
}

/// The revisions that satisfy `wanted`, in graph order.
template <typename Predicate>
std::vector<RevisionIndex> select(const Graph& graph, Predicate wanted) {
  std::vector<RevisionIndex> selected;
  std::copy_if(graph.order.begin(), graph.order.end(), std::back_inserter(selected), wanted);
  return selected;
}

bool any_in(const std::vector<RevisionIndex>& list, const RevisionSet& set) {
  return std::any_of(list.begin(), list.end(),
                     [&](RevisionIndex index) { return set.count(index) != 0; });
}

}  // namespace

RevisionSet to_set(const std::vector<RevisionIndex>& list) {
  return RevisionSet(list.begin(), list.end());
}

RevisionSet intersection(const RevisionSet& a, const RevisionSet& b) {
  RevisionSet both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
  return both;
}

RevisionSet minus(const RevisionSet& from, const RevisionSet& what) {
  RevisionSet rest;
  std::set_difference(from.begin(), from.end(), what.begin(), what.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

std::optional<RevisionIndex> Graph::find(std::string_view id) const {
  const auto at = by_id.find(std::string(id));
  if (at == by_id.end()) return std::nullopt;
  return at->second;
}

std::vector<RevisionIndex> heads(const Graph& graph) {
  return select(graph, [&](RevisionIndex i) { return graph.children[i].empty(); });
}

std::vector<RevisionIndex> effective_heads(const Graph& graph) {
  return select(graph, [&](RevisionIndex i) {
    return graph.children[i].empty() && graph.dependents[i].empty();
  });
}

std::vector<RevisionIndex> roots(const Graph& graph) {
  return select(graph, [&](RevisionIndex i) { return graph.parents[i].empty(); });
}

std::vector<RevisionIndex> branch_points(const Graph& graph) {
  return select(graph, [&](RevisionIndex i) { return graph.children[i].size() > 1; });
}

RevisionSet ancestors(const Graph& graph, const RevisionSet& from, Follow follow) {
  return reach(graph.size(), from, graph.parents,
               follow == Follow::kParents ? nullptr : &graph.depends);
}

RevisionSet descendants(const Graph& graph, const RevisionSet& from, Follow follow) {
  return reach(graph.size(), from, graph.children,
               follow == Follow::kParents ? nullptr : &graph.dependents);
}

std::vector<std::string> labels_of(const Graph& graph, RevisionIndex index) {
  return graph.segment_labels[graph.segment[index]];
}

std::vector<RevisionIndex> heads_of(const Graph& graph, const RevisionSet& applied) {
  std::vector<RevisionIndex> top;
  for (const RevisionIndex index : applied) {
    if (!any_in(graph.children[index], applied) && !any_in(graph.dependents[index], applied)) {
      top.push_back(index);
    }
  }
  std::sort(top.begin(), top.end(),
            [&](RevisionIndex a, RevisionIndex b) { return graph.rank[a] < graph.rank[b]; });
  return top;
}

}  // namespace ashlar::versions
