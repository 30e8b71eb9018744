#include "versions/symbols.h"

#include <algorithm>
#include <fmt/format.h>

#include "versions/target.h"

namespace ashlar::versions {
namespace {

std::vector<RevisionIndex> newest_first(const Graph& graph, const RevisionSet& set) {
  std::vector<RevisionIndex> list(set.begin(), set.end());
  std::sort(list.begin(), list.end(),
            [&](RevisionIndex a, RevisionIndex b) { return graph.rank[a] > graph.rank[b]; });
  return list;
}

RevisionSet all_of(const Graph& graph) {
  RevisionSet all;
  for (RevisionIndex i = 0; i < graph.size(); ++i) all.emplace_hint(all.end(), i);
  return all;
}

/// One end of a history range. Steps are counted from what is applied, else from the head.
Result<std::vector<RevisionIndex>> resolve_end(const Graph& graph, Target target,
                                               const RevisionSet& applied) {
  if (target.is_relative() && applied.empty()) target.name = "head";
  return resolve_target(graph, target, applied, Overshoot::kStopsAtTheEnd);
}

/// `+N` as the upper end is counted from the lower one.
Result<std::vector<RevisionIndex>> resolve_upper(const Graph& graph, const Target& target,
                                                 const std::vector<RevisionIndex>& lower,
                                                 const RevisionSet& applied) {
  if (!target.is_relative() || target.steps.value_or(0) < 0) {
    return resolve_end(graph, target, applied);
  }
  return resolve_target(graph, target, ancestors(graph, to_set(lower), Follow::kParents),
                        Overshoot::kStopsAtTheEnd);
}

/// What `members` depend on and that does not lie below `lower` comes in too.
void add_dependencies(const Graph& graph, const std::vector<RevisionIndex>& lower,
                      RevisionSet& members) {
  RevisionSet wanted;
  for (const RevisionIndex member : members) {
    wanted.insert(graph.depends[member].begin(), graph.depends[member].end());
  }
  const RevisionSet below = ancestors(graph, to_set(lower), Follow::kParentsAndDependencies);
  for (const RevisionIndex i : ancestors(graph, wanted, Follow::kParentsAndDependencies)) {
    if (below.count(i) == 0) members.insert(i);
  }
}

Result<std::vector<RevisionIndex>> list_between(const Graph& graph, std::string_view range,
                                                const std::vector<RevisionIndex>& lower,
                                                const std::vector<RevisionIndex>& upper) {
  const RevisionSet above = descendants(graph, to_set(lower), Follow::kParentsAndDependencies);
  const RevisionSet below = ancestors(graph, to_set(upper), Follow::kParentsAndDependencies);
  RevisionSet members = intersection(above, below);
  if (members.empty()) {
    const RevisionSet under = ancestors(graph, to_set(lower), Follow::kParentsAndDependencies);
    const bool reversed = std::all_of(upper.begin(), upper.end(),
                                      [&](RevisionIndex i) { return under.count(i) != 0; });
    return unreachable(fmt::format("cannot reach the end of `{}` from its start: {}", range,
                                   reversed ? "it is below" : "neither is above the other"),
                       reversed ? "write the lower end first" : "");
  }
  add_dependencies(graph, lower, members);
  return newest_first(graph, members);
}

}  // namespace

Result<std::vector<RevisionIndex>> resolve(const Graph& graph, std::string_view symbol,
                                           const RevisionSet& applied) {
  const Result<Target> target = parse_target(graph, symbol);
  if (!target) return target.error();
  return resolve_target(graph, *target, applied, Overshoot::kIsAnError);
}

Result<std::vector<RevisionIndex>> history_range(const Graph& graph, std::string_view range,
                                                 const RevisionSet& applied) {
  if (range.empty() || range == ":") return newest_first(graph, all_of(graph));
  const std::size_t colon = range.find(':');
  if (colon == std::string_view::npos) {
    const Result<std::vector<RevisionIndex>> found = resolve(graph, range, applied);
    if (!found) return found.error();
    return newest_first(graph, to_set(*found));
  }
  std::vector<RevisionIndex> lower;
  if (colon > 0) {
    const Result<Target> target = parse_target(graph, range.substr(0, colon));
    if (!target) return target.error();
    Result<std::vector<RevisionIndex>> found = resolve_end(graph, *target, applied);
    if (!found) return found.error();
    lower = std::move(*found);
  }
  const std::string_view upper_text = range.substr(colon + 1);
  if (upper_text.empty()) {
    if (lower.empty()) return newest_first(graph, all_of(graph));
    RevisionSet members = descendants(graph, to_set(lower), Follow::kParents);
    add_dependencies(graph, lower, members);
    return newest_first(graph, members);
  }
  const Result<Target> target = parse_target(graph, upper_text);
  if (!target) return target.error();
  const Result<std::vector<RevisionIndex>> upper = resolve_upper(graph, *target, lower, applied);
  if (!upper) return upper.error();
  if (!lower.empty() && !(upper->empty() && target->name == "current")) {
    return list_between(graph, range, lower, *upper);
  }
  return newest_first(graph, ancestors(graph, to_set(*upper), Follow::kParentsAndDependencies));
}

}  // namespace ashlar::versions
