// upgrade, downgrade and `A:B`: from a target to the revisions to run.

#include <algorithm>
#include <fmt/format.h>

#include "versions/symbols.h"
#include "versions/target.h"

namespace ashlar::versions {
namespace {

bool contains(const RevisionSet& set, const std::vector<RevisionIndex>& list) {
  return std::all_of(list.begin(), list.end(), [&](RevisionIndex i) { return set.count(i) != 0; });
}

std::vector<RevisionIndex> in_order(const Graph& graph, const RevisionSet& set) {
  std::vector<RevisionIndex> list(set.begin(), set.end());
  std::sort(list.begin(), list.end(),
            [&](RevisionIndex a, RevisionIndex b) { return graph.rank[a] < graph.rank[b]; });
  return list;
}

/// The walk that applies everything below `targets` that `before` does not hold.
Path path_up(const Graph& graph, const std::vector<RevisionIndex>& targets, RevisionSet before) {
  Path path;
  const RevisionSet needed = ancestors(graph, to_set(targets), Follow::kParentsAndDependencies);
  path.revisions = in_order(graph, minus(needed, before));
  path.after = before;
  path.after.insert(path.revisions.begin(), path.revisions.end());
  path.before = std::move(before);
  return path;
}

/// The walk that takes `lowest` away with everything that stands on them, but for `kept`.
Path path_down(const Graph& graph, const RevisionSet& lowest, const RevisionSet& kept,
               RevisionSet before) {
  Path path;
  path.direction = Direction::kDown;
  const RevisionSet above = descendants(graph, lowest, Follow::kParentsAndDependencies);
  const RevisionSet dropped = minus(intersection(above, before), kept);
  path.revisions = in_order(graph, dropped);
  std::reverse(path.revisions.begin(), path.revisions.end());
  path.after = minus(before, dropped);
  path.before = std::move(before);
  return path;
}

Error not_a_single_target(std::string_view command, std::string_view target) {
  Error error;
  error.code = ErrorCode::kUsage;
  error.message = fmt::format("`{}` is a range, and {} takes one target", target, command);
  error.detail = "ranges are for plan, script, history, verify and lint";
  return error;
}

/// A revision that is applied while one that it stands on is not: somebody put a file below it
/// after it had run. To run that file now is to run it in another order than everywhere else.
std::optional<Error> find_gap(const Graph& graph, const RevisionSet& applied) {
  for (const RevisionIndex upper : in_order(graph, applied)) {
    for (const auto* below : {&graph.parents[upper], &graph.depends[upper]}) {
      for (const RevisionIndex lower : *below) {
        if (applied.count(lower) != 0) continue;
        Error error;
        error.code = ErrorCode::kLedger;
        error.message = fmt::format("revision `{}` is not applied, though `{}`, which {} it, is",
                                    graph[lower].id, graph[upper].id,
                                    below == &graph.depends[upper] ? "depends on" : "revises");
        error.detail = fmt::format(
            "let `{}` revise a head, so that it runs last, or `stamp` it if its change is there",
            graph[lower].id);
        return error;
      }
    }
  }
  return std::nullopt;
}

Error not_above(const Target& target) {
  return unreachable(fmt::format("cannot reach `{}`: it is not above what is applied", target.text),
                     "upgrade goes up; use downgrade to go down");
}

Error not_below(const Target& target) {
  return unreachable(fmt::format("cannot reach `{}`: it is not below what is applied", target.text),
                     "downgrade goes down to what is applied; use upgrade to go up");
}

/// `-N` and `LABEL@-N`: what is passed goes, with all that stands on it.
Result<Path> downgrade_by_steps(const Graph& graph, const Target& target,
                                const std::optional<Branch>& branch, const RevisionSet& applied) {
  if (target.steps.value_or(0) > 0) return not_below(target);
  if (branch.has_value() && intersection(applied, branch->own).empty()) {
    return unreachable(fmt::format("cannot reach `{}`: nothing of branch `{}` is applied",
                                   target.text, branch->name),
                       "");
  }
  const Result<std::optional<RevisionIndex>> top = position(graph, target, branch, applied);
  if (!top) return top.error();
  if (!top->has_value()) {
    return unreachable(fmt::format("cannot reach `{}`: nothing is applied", target.text), "");
  }
  const Result<WayDown> way = walk_down(graph, target, **top, branch, Overshoot::kIsAnError);
  if (!way) return way.error();
  Path path = path_down(graph, to_set(way->passed), {}, applied);
  if (!branch.has_value()) return path;
  // Below its start a branch shares its way with others, which steps along it must not take away.
  const RevisionSet trunk = minus(to_set(way->passed), branch->own);
  const RevisionSet shared = descendants(graph, trunk, Follow::kParents);
  for (const RevisionIndex other : minus(intersection(shared, applied), branch->lineage)) {
    return unreachable(
        fmt::format("cannot reach `{}`: it is below branch `{}`, and `{}` of another "
                    "branch stands on it",
                    target.text, branch->name, graph[other].id),
        fmt::format("`{}@base` ends at the branch point; name a revision to go further",
                    branch->name));
  }
  return path;
}

/// Down to `targets`: away with what stands on their children.
Path downgrade_to(const Graph& graph, const std::vector<RevisionIndex>& targets,
                  const std::optional<Branch>& branch, Follow first_step,
                  const RevisionSet& applied) {
  RevisionSet lowest;
  for (const RevisionIndex target : targets) {
    lowest.insert(graph.children[target].begin(), graph.children[target].end());
    if (first_step == Follow::kParentsAndDependencies) {
      lowest.insert(graph.dependents[target].begin(), graph.dependents[target].end());
    }
  }
  if (branch.has_value()) lowest = intersection(lowest, branch->lineage);
  const RevisionSet kept = ancestors(graph, to_set(targets), Follow::kParentsAndDependencies);
  return path_down(graph, lowest, kept, applied);
}

/// `ID-N`, where it leads below a root: that history's own base.
Result<std::optional<Path>> downgrade_below_root(const Graph& graph, const Target& target,
                                                 const std::optional<Branch>& branch,
                                                 const RevisionSet& applied) {
  std::optional<Path> none;
  if (target.steps.value_or(0) >= 0) return none;
  Target place = target;
  place.steps.reset();
  const Result<std::vector<RevisionIndex>> from =
      resolve_target(graph, place, applied, Overshoot::kIsAnError);
  if (!from || from->size() != 1) return none;
  const Result<WayDown> way =
      walk_down(graph, target, from->front(), branch, Overshoot::kIsAnError);
  if (!way || !way->ends.empty()) return none;
  return std::optional<Path>(path_down(graph, {way->passed.back()}, {}, applied));
}

struct Range {
  std::string_view from;
  std::string_view to;
};

Result<Range> split_range(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (text.find(':', colon + 1) != std::string_view::npos) {
    Error error;
    error.code = ErrorCode::kUsage;
    error.message = fmt::format("`{}` has more than one colon", text);
    error.detail = "a range is `FROM:TO`, `FROM:` or `:TO`";
    return error;
  }
  return Range{text.substr(0, colon), text.substr(colon + 1)};
}

/// `A:` up to the heads above A.
Path path_to_heads(const Graph& graph, const std::vector<RevisionIndex>& from, RevisionSet before) {
  std::vector<RevisionIndex> targets = heads(graph);
  if (!from.empty()) {
    const RevisionSet above = descendants(graph, to_set(from), Follow::kParents);
    targets.erase(std::remove_if(targets.begin(), targets.end(),
                                 [&](RevisionIndex i) { return above.count(i) == 0; }),
                  targets.end());
  }
  return path_up(graph, targets, std::move(before));
}

Result<Path> path_between(const Graph& graph, const std::vector<RevisionIndex>& from,
                          const Target& to, const RevisionSet& before, const RevisionSet& applied) {
  if (to.is_relative()) {
    return to.steps.value_or(0) < 0 ? downgrade_path(graph, to.text, before)
                                    : upgrade_path(graph, to.text, before);
  }
  const Result<std::vector<RevisionIndex>> ends =
      resolve_target(graph, to, applied, Overshoot::kIsAnError);
  if (!ends) return ends.error();
  if (to.name == "base" || to.steps.value_or(0) < 0) {
    if (ends->empty() || to.name == "base") return downgrade_path(graph, to.text, before);
  }
  if (ends->empty()) return path_down(graph, before, {}, before);
  const RevisionSet below = ancestors(graph, to_set(*ends), Follow::kParentsAndDependencies);
  if (contains(below, from)) return path_up(graph, *ends, before);
  if (contains(before, *ends)) {
    const Result<std::optional<Branch>> branch = branch_of(graph, to);
    if (!branch) return branch.error();
    const RevisionSet above = descendants(graph, to_set(*ends), Follow::kParents);
    return downgrade_to(graph, *ends, *branch,
                        contains(above, from) ? Follow::kParents : Follow::kParentsAndDependencies,
                        before);
  }
  return unreachable(fmt::format("cannot reach `{}` from `{}`: neither is above the other", to.text,
                                 graph[from.front()].id),
                     "the ends of a range lie on one line of descent");
}

}  // namespace

Result<Path> upgrade_path(const Graph& graph, std::string_view target_text,
                          const RevisionSet& applied) {
  if (target_text.find(':') != std::string_view::npos) {
    return not_a_single_target("upgrade", target_text);
  }
  const Result<Target> target = parse_target(graph, target_text);
  if (!target) return target.error();
  if (auto gap = find_gap(graph, applied)) return *std::move(gap);
  const bool below = target->is_relative() && target->steps.value_or(0) < 0;
  const bool base = target->name == "base" && target->steps.value_or(0) <= 0;
  if (below || base) {
    const Result<std::optional<Branch>> branch = branch_of(graph, *target);
    return branch ? not_above(*target) : branch.error();
  }
  const Result<std::vector<RevisionIndex>> ends =
      resolve_target(graph, *target, applied, Overshoot::kIsAnError);
  if (!ends) return ends.error();
  if (ends->empty() && target->steps.value_or(0) < 0) return not_above(*target);
  return path_up(graph, *ends, applied);
}

Result<Path> downgrade_path(const Graph& graph, std::string_view target_text,
                            const RevisionSet& applied) {
  if (target_text.find(':') != std::string_view::npos) {
    return not_a_single_target("downgrade", target_text);
  }
  const Result<Target> target = parse_target(graph, target_text);
  if (!target) return target.error();
  const Result<std::optional<Branch>> branch = branch_of(graph, *target);
  if (!branch) return branch.error();
  if (target->is_relative()) return downgrade_by_steps(graph, *target, *branch, applied);
  if (target->name == "base" && !target->steps.has_value()) {
    return path_down(graph, branch->has_value() ? RevisionSet{(*branch)->start} : applied, {},
                     applied);
  }
  const Result<std::vector<RevisionIndex>> ends =
      resolve_target(graph, *target, applied, Overshoot::kIsAnError);
  if (!ends) return ends.error();
  if (target->name == "heads" && ends->size() > 1) {
    return ambiguous(
        graph, fmt::format("`{}` is ambiguous: there are {} heads", target->text, ends->size()),
        *ends, "downgrade takes one target: name one of them");
  }
  if (!contains(applied, *ends)) return not_below(*target);
  Result<std::optional<Path>> to_own_base = downgrade_below_root(graph, *target, *branch, applied);
  if (!to_own_base) return to_own_base.error();
  if (to_own_base->has_value()) return **std::move(to_own_base);
  return downgrade_to(graph, *ends, *branch, Follow::kParents, applied);
}

Result<Path> range_path(const Graph& graph, std::string_view range_text,
                        const RevisionSet& applied) {
  if (range_text.find(':') == std::string_view::npos) {
    return upgrade_path(graph, range_text, applied);
  }
  const Result<Range> range = split_range(range_text);
  if (!range) return range.error();
  std::vector<RevisionIndex> from;
  if (!range->from.empty()) {
    const Result<Target> target = parse_target(graph, range->from);
    if (!target) return target.error();
    Result<std::vector<RevisionIndex>> found =
        resolve_target(graph, *target, applied, Overshoot::kIsAnError);
    if (!found) return found.error();
    from = std::move(*found);
  }
  const RevisionSet before = ancestors(graph, to_set(from), Follow::kParentsAndDependencies);
  if (range->to.empty()) return path_to_heads(graph, from, before);
  const Result<Target> to = parse_target(graph, range->to);
  if (!to) return to.error();
  return path_between(graph, from, *to, before, applied);
}

}  // namespace ashlar::versions
