#include "versions/target.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

#include "grammar/text/nearest.h"

namespace ashlar::versions {
namespace {

constexpr std::size_t kShortestPrefix = 4;
constexpr std::array<std::string_view, 4> kSymbols = {"head", "heads", "base", "current"};

bool is_symbol(std::string_view name) {
  return std::find(kSymbols.begin(), kSymbols.end(), name) != kSymbols.end();
}

bool is_known(const Graph& graph, const std::string& name) {
  return is_symbol(name) || graph.find(name).has_value() || graph.by_label.count(name) != 0;
}

/// The revisions whose ids start with `prefix`, in graph order; none for a prefix that is too
/// short.
std::vector<RevisionIndex> with_prefix(const Graph& graph, std::string_view prefix) {
  std::vector<RevisionIndex> found;
  if (prefix.size() < kShortestPrefix) return found;
  std::copy_if(graph.order.begin(), graph.order.end(), std::back_inserter(found),
               [&](RevisionIndex i) { return graph[i].id.starts_with(prefix); });
  return found;
}

/// Where `+N` or `-N` at the end of `text` begins, or npos.
std::size_t steps_begin(std::string_view text) {
  const std::size_t last = text.find_last_not_of("0123456789");
  const bool found = last != std::string_view::npos && last + 1 < text.size() &&
                     (text[last] == '+' || text[last] == '-');
  return found ? last : std::string_view::npos;
}

/// More steps than there are revisions are all the same.
long to_steps(std::string_view text) {
  constexpr long kMany = 1'000'000'000;
  long count = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), count);
  if (error != std::errc() || count > kMany) count = kMany;
  return text.front() == '-' ? -count : count;
}

std::vector<RevisionIndex> only_in(const std::vector<RevisionIndex>& list, const RevisionSet& set) {
  std::vector<RevisionIndex> kept;
  std::copy_if(list.begin(), list.end(), std::back_inserter(kept),
               [&](RevisionIndex i) { return set.count(i) != 0; });
  return kept;
}

std::vector<RevisionIndex> on_branch(const std::vector<RevisionIndex>& list,
                                     const std::optional<Branch>& branch) {
  return branch.has_value() ? only_in(list, branch->lineage) : list;
}

/// The revisions of `set` without a child in it, in graph order.
std::vector<RevisionIndex> tops(const Graph& graph, const RevisionSet& set) {
  std::vector<RevisionIndex> found;
  for (const RevisionIndex i : set) {
    if (only_in(graph.children[i], set).empty()) found.push_back(i);
  }
  std::sort(found.begin(), found.end(),
            [&](RevisionIndex a, RevisionIndex b) { return graph.rank[a] < graph.rank[b]; });
  return found;
}

Result<std::vector<RevisionIndex>> look_up_heads(const Graph& graph, const Target& target,
                                                 const std::optional<Branch>& branch) {
  std::vector<RevisionIndex> found = heads(graph);
  if (branch.has_value()) {
    found = only_in(found, descendants(graph, {branch->named}, Follow::kParents));
  }
  if (target.name == "head" && found.size() > 1) {
    return ambiguous(
        graph, fmt::format("`{}` is ambiguous: there are {} heads", target.text, found.size()),
        found, "name one of them, `LABEL@head` for a branch's, or `heads` for all");
  }
  return found;
}

/// An id, a label or a prefix.
Result<RevisionIndex> look_up_revision(const Graph& graph, const std::string& name) {
  if (const auto exact = graph.find(name)) return *exact;
  if (const auto label = graph.by_label.find(name); label != graph.by_label.end()) {
    return label->second;
  }
  const std::vector<RevisionIndex> candidates = with_prefix(graph, name);
  if (candidates.empty()) return unknown_revision(graph, name);
  if (candidates.size() > 1) {
    return ambiguous(graph, fmt::format("`{}` is ambiguous", name), candidates,
                     "write more of the id");
  }
  return candidates.front();
}

}  // namespace

Result<Target> parse_target(const Graph& graph, std::string_view text) {
  Target target;
  target.text = text;
  std::string rest(text);
  if (rest.empty()) return unknown_revision(graph, rest);
  if (const std::size_t at = rest.find('@'); at != std::string::npos) {
    target.branch = rest.substr(0, at);
    rest.erase(0, at + 1);
    if (rest.empty()) return unknown_revision(graph, text);
  }
  target.name = rest;
  const std::size_t begin = steps_begin(rest);
  if (begin == std::string::npos || is_known(graph, rest)) return target;

  const std::string name = rest.substr(0, begin);
  // `2024-01` may be one below `2024` or the start of `2024-01-05`. The longer word wins, unless
  // the shorter one is there too.
  std::vector<RevisionIndex> longer =
      begin == 0 ? std::vector<RevisionIndex>() : with_prefix(graph, rest);
  if (!longer.empty() && !is_known(graph, name)) return target;
  if (!longer.empty()) {
    if (const auto exact = graph.find(name)) longer.insert(longer.begin(), *exact);
    return ambiguous(
        graph, fmt::format("`{}` is ambiguous: steps from `{}`, or the start of an id", text, name),
        longer, "write the whole id");
  }
  target.name = name;
  target.steps = to_steps(std::string_view(rest).substr(begin));
  return target;
}

Result<Branch> find_branch(const Graph& graph, const std::string& name) {
  Branch branch;
  branch.name = name;
  const auto label = graph.by_label.find(name);
  const std::vector<RevisionIndex> candidates = with_prefix(graph, name);
  if (const auto exact = graph.find(name)) {
    branch.named = *exact;
  } else if (label != graph.by_label.end()) {
    branch.named = label->second;
  } else if (candidates.size() == 1) {
    branch.named = candidates.front();
  } else if (candidates.empty()) {
    return no_such_branch(graph, name);
  } else {
    return ambiguous(graph, fmt::format("`{}` is ambiguous", name), candidates,
                     "write more of the id");
  }
  branch.start = graph.segment_start[graph.segment[branch.named]];
  branch.lineage = ancestors(graph, {branch.named}, Follow::kParents);
  branch.lineage.merge(descendants(graph, {branch.named}, Follow::kParents));
  branch.own = descendants(graph, {branch.start}, Follow::kParents);
  return branch;
}

Result<std::optional<Branch>> branch_of(const Graph& graph, const Target& target) {
  if (!target.branch.has_value()) return std::optional<Branch>();
  Result<Branch> branch = find_branch(graph, *target.branch);
  if (!branch) return branch.error();
  return std::optional<Branch>(std::move(*branch));
}

Result<std::vector<RevisionIndex>> look_up(const Graph& graph, const Target& target,
                                           const std::optional<Branch>& branch,
                                           const RevisionSet& applied) {
  if (target.name == "head" || target.name == "heads") return look_up_heads(graph, target, branch);
  if (target.name == "base") {
    return branch.has_value() ? graph.parents[branch->start] : std::vector<RevisionIndex>();
  }
  if (target.name == "current") {
    return branch.has_value() ? tops(graph, intersection(applied, branch->lineage))
                              : heads_of(graph, applied);
  }
  const Result<RevisionIndex> found = look_up_revision(graph, target.name);
  if (!found) return found.error();
  if (branch.has_value() && branch->lineage.count(*found) == 0) {
    return not_on_branch(target.name, *branch);
  }
  return std::vector<RevisionIndex>{*found};
}

Result<WayDown> walk_down(const Graph& graph, const Target& target, RevisionIndex from,
                          const std::optional<Branch>& branch, Overshoot overshoot) {
  const long steps = -target.steps.value_or(0);
  WayDown way;
  way.ends = {from};
  for (long step = 0; step < steps; ++step) {
    if (way.ends.empty()) {
      if (overshoot == Overshoot::kStopsAtTheEnd) break;
      return unreachable(fmt::format("cannot reach `{}`: only {} revision{} down to base",
                                     target.text, step, step == 1 ? " leads" : "s lead"),
                         "");
    }
    if (way.ends.size() > 1) {
      return ambiguous(graph,
                       fmt::format("`{}` is ambiguous: it leads through the merge `{}`",
                                   target.text, graph[way.passed.back()].id),
                       way.ends, "name the branch to follow, as in `LABEL@-2`, or the revision");
    }
    way.passed.push_back(way.ends.front());
    way.ends = on_branch(graph.parents[way.passed.back()], branch);
  }
  return way;
}

Result<std::optional<RevisionIndex>> walk_up(const Graph& graph, const Target& target,
                                             std::optional<RevisionIndex> from,
                                             const std::optional<Branch>& branch,
                                             Overshoot overshoot) {
  const long steps = target.steps.value_or(0);
  for (long step = 0; step < steps; ++step) {
    const std::vector<RevisionIndex> above =
        on_branch(from.has_value() ? graph.children[*from] : roots(graph), branch);
    if (above.empty()) {
      if (overshoot == Overshoot::kStopsAtTheEnd) break;
      const std::string place = from.has_value() ? fmt::format("`{}`", graph[*from].id) : "base";
      return unreachable(
          step == 0 ? fmt::format("cannot reach `{}`: nothing is above {}", target.text, place)
                    : fmt::format("cannot reach `{}`: after {} step{} the head {} is reached",
                                  target.text, step, step == 1 ? "" : "s", place),
          "");
    }
    if (above.size() > 1) {
      return ambiguous(graph,
                       fmt::format("`{}` is ambiguous: {} has {} children", target.text,
                                   from.has_value() ? fmt::format("`{}`", graph[*from].id) : "base",
                                   above.size()),
                       above, "name the branch to follow, as in `LABEL@+1`, or the revision");
    }
    from = above.front();
  }
  return from;
}

Result<std::optional<RevisionIndex>> position(const Graph& graph, const Target& target,
                                              const std::optional<Branch>& branch,
                                              const RevisionSet& applied) {
  const std::vector<RevisionIndex> top = branch.has_value()
                                             ? tops(graph, intersection(applied, branch->lineage))
                                             : heads_of(graph, applied);
  if (top.size() > 1) {
    return ambiguous(
        graph, fmt::format("`{}` is ambiguous: {} heads are applied", target.text, top.size()), top,
        fmt::format("name the branch to follow, as in `LABEL@{:+}`, or the revision",
                    target.steps.value_or(0)));
  }
  if (top.empty()) return std::optional<RevisionIndex>();
  return std::optional<RevisionIndex>(top.front());
}

Result<std::vector<RevisionIndex>> resolve_target(const Graph& graph, const Target& target,
                                                  const RevisionSet& applied, Overshoot overshoot) {
  const Result<std::optional<Branch>> branch = branch_of(graph, target);
  if (!branch) return branch.error();
  std::optional<RevisionIndex> from;
  if (target.is_relative()) {
    const Result<std::optional<RevisionIndex>> at = position(graph, target, *branch, applied);
    if (!at) return at.error();
    from = *at;
  } else {
    Result<std::vector<RevisionIndex>> named = look_up(graph, target, *branch, applied);
    if (!named || !target.steps.has_value()) return named;
    if (named->size() > 1) {
      return ambiguous(graph,
                       fmt::format("`{}` is ambiguous: `{}` stands for {} revisions", target.text,
                                   target.name, named->size()),
                       *named, "name one of them");
    }
    if (!named->empty()) from = named->front();
  }
  const long steps = target.steps.value_or(0);
  if (steps >= 0) {
    const Result<std::optional<RevisionIndex>> above =
        walk_up(graph, target, from, *branch, overshoot);
    if (!above) return above.error();
    return above->has_value() ? std::vector<RevisionIndex>{**above} : std::vector<RevisionIndex>();
  }
  if (!from.has_value()) {
    if (overshoot == Overshoot::kStopsAtTheEnd) return std::vector<RevisionIndex>();
    return unreachable(
        fmt::format("cannot reach `{}`: {}", target.text,
                    target.is_relative() ? "nothing is applied" : "nothing is below base"),
        "");
  }
  const Result<WayDown> way = walk_down(graph, target, *from, *branch, overshoot);
  if (!way) return way.error();
  return way->ends;
}

}  // namespace ashlar::versions
