// From revisions to a checked graph. Every mistake in the whole history is reported at once, each
// with both places that disagree; only a history without any becomes a Graph.

#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <set>
#include <tuple>
#include <utility>

#include "grammar/text/nearest.h"
#include "versions/graph.h"

namespace ashlar::versions {
namespace {

constexpr RevisionIndex kNone = static_cast<RevisionIndex>(-1);

enum class EdgeKind { kRevises, kDependsOn };

/// An arrow from a revision down to what must be applied before it.
struct Edge {
  RevisionIndex to = 0;
  EdgeKind kind = EdgeKind::kRevises;
  Location location;  ///< where the lower revision is named
};

using Edges = std::vector<std::vector<Edge>>;

/// The location that belongs to entry `at` of a parallel list, or the revision's own.
Location location_at(const std::vector<Location>& locations, std::size_t at,
                     const Revision& revision) {
  return at < locations.size() ? locations[at] : revision.id_location;
}

Diagnostic graph_error(const Revision& revision, std::string rule, std::string message,
                       Location location) {
  Diagnostic diagnostic;
  diagnostic.rule = std::move(rule);
  diagnostic.message = std::move(message);
  diagnostic.location = location;
  diagnostic.about.revision = revision.id;
  return diagnostic;
}

void index_ids(const History& history, Graph& graph, Diagnostics& diagnostics) {
  graph.by_id.reserve(history.revisions.size());
  for (RevisionIndex i = 0; i < history.revisions.size(); ++i) {
    const Revision& revision = history.revisions[i];
    const auto [at, fresh] = graph.by_id.emplace(revision.id, i);
    if (fresh) continue;
    Diagnostic diagnostic = graph_error(
        revision, "duplicate-revision",
        fmt::format("revision `{}` is present more than once", revision.id), revision.id_location);
    diagnostic.notes.push_back({fmt::format("`{}` is also this file", revision.id),
                                history.revisions[at->second].id_location});
    diagnostic.help = "give one of the files another id";
    diagnostics.push_back(std::move(diagnostic));
  }
}

void index_labels(const History& history, Graph& graph, Diagnostics& diagnostics) {
  for (RevisionIndex i = 0; i < history.revisions.size(); ++i) {
    const Revision& revision = history.revisions[i];
    for (std::size_t k = 0; k < revision.labels.size(); ++k) {
      const std::string& label = revision.labels[k];
      const Location here = location_at(revision.label_locations, k, revision);
      if (const auto same = graph.by_id.find(label); same != graph.by_id.end()) {
        Diagnostic diagnostic = graph_error(
            revision, "duplicate-label", fmt::format("label `{}` is a revision's id", label), here);
        diagnostic.notes.push_back({fmt::format("revision `{}` is this file", label),
                                    history.revisions[same->second].id_location});
        diagnostic.help = "choose another label";
        diagnostics.push_back(std::move(diagnostic));
        continue;
      }
      const auto [at, fresh] = graph.by_label.emplace(label, i);
      if (fresh) continue;
      const Revision& first = history.revisions[at->second];
      const auto where = std::find(first.labels.begin(), first.labels.end(), label);
      Diagnostic diagnostic =
          graph_error(revision, "duplicate-label",
                      fmt::format("label `{}` is declared more than once", label), here);
      diagnostic.notes.push_back(
          {fmt::format("`{}` is also declared by revision `{}`", label, first.id),
           location_at(first.label_locations,
                       static_cast<std::size_t>(where - first.labels.begin()), first)});
      diagnostic.help = "a label names one branch: declare it in one file only";
      diagnostics.push_back(std::move(diagnostic));
    }
  }
}

/// What the author of a missing id may have meant.
std::string missing_help(const Graph& graph, const std::string& id) {
  if (const auto label = graph.by_label.find(id); label != graph.by_label.end()) {
    return fmt::format("`{}` is a label: name the revision, `{}`", id, graph[label->second].id);
  }
  std::vector<std::string_view> ids;
  std::vector<std::string_view> longer;
  ids.reserve(graph.by_id.size());
  for (const Revision& revision : graph.history->revisions) {
    ids.push_back(revision.id);
    if (revision.id.starts_with(id)) longer.push_back(revision.id);
  }
  if (longer.size() == 1) return fmt::format("write the whole id, `{}`", longer.front());
  if (const auto near = nearest(id, ids)) return fmt::format("did you mean `{}`?", *near);
  return "is its file missing from the folder?";
}

void link(const Graph& graph, RevisionIndex from, const std::vector<std::string>& targets,
          const std::vector<Location>& locations, EdgeKind kind, std::vector<Edge>& edges,
          Diagnostics& diagnostics) {
  const Revision& revision = graph[from];
  for (std::size_t k = 0; k < targets.size(); ++k) {
    const Location here = location_at(locations, k, revision);
    const char* verb = kind == EdgeKind::kRevises ? "revises" : "depends on";
    const auto target = graph.by_id.find(targets[k]);
    if (target == graph.by_id.end()) {
      Diagnostic diagnostic = graph_error(
          revision, "missing-revision",
          fmt::format("revision `{}` {} `{}`, which is not there", revision.id, verb, targets[k]),
          here);
      diagnostic.help = missing_help(graph, targets[k]);
      diagnostics.push_back(std::move(diagnostic));
    } else if (revision.id == targets[k]) {
      Diagnostic diagnostic =
          graph_error(revision, "revision-cycle",
                      fmt::format("revision `{}` {} itself", revision.id, verb), here);
      diagnostic.notes.push_back(
          {fmt::format("`{}` is this file", revision.id), revision.id_location});
      diagnostics.push_back(std::move(diagnostic));
    } else if (std::none_of(edges.begin(), edges.end(), [&](const Edge& edge) {
                 return edge.to == target->second && edge.kind == kind;
               })) {
      edges.push_back({target->second, kind, here});
    }
  }
}

/// The strongly connected components of more than one member, by Tarjan's algorithm without
/// recursion: a history is as deep as it is long.
class Components {
 public:
  explicit Components(const Edges& edges)
      : edges_(edges), number_(edges.size(), kNone), low_(edges.size()), open_(edges.size()) {}

  std::vector<std::vector<RevisionIndex>> find() {
    for (RevisionIndex i = 0; i < edges_.size(); ++i) {
      if (number_[i] == kNone) visit(i);
    }
    return std::move(found_);
  }

 private:
  struct Frame {
    RevisionIndex at = 0;
    std::size_t next_edge = 0;
  };

  void enter(RevisionIndex at) {
    number_[at] = low_[at] = counter_++;
    open_[at] = 1;
    stack_.push_back(at);
    frames_.push_back({at, 0});
  }

  void visit(RevisionIndex root) {
    enter(root);
    while (!frames_.empty()) {
      const RevisionIndex at = frames_.back().at;
      if (frames_.back().next_edge < edges_[at].size()) {
        const RevisionIndex to = edges_[at][frames_.back().next_edge++].to;
        if (number_[to] == kNone) {
          enter(to);
        } else if (open_[to] != 0) {
          low_[at] = std::min(low_[at], number_[to]);
        }
        continue;
      }
      frames_.pop_back();
      if (!frames_.empty()) {
        const RevisionIndex below = frames_.back().at;
        low_[below] = std::min(low_[below], low_[at]);
      }
      if (low_[at] == number_[at]) close(at);
    }
  }

  void close(RevisionIndex root) {
    std::vector<RevisionIndex> members;
    RevisionIndex member = kNone;
    while (member != root) {
      member = stack_.back();
      stack_.pop_back();
      open_[member] = 0;
      members.push_back(member);
    }
    if (members.size() < 2) return;
    std::sort(members.begin(), members.end());
    found_.push_back(std::move(members));
  }

  const Edges& edges_;
  std::vector<std::size_t> number_;
  std::vector<std::size_t> low_;
  std::vector<char> open_;
  std::vector<RevisionIndex> stack_;
  std::vector<Frame> frames_;
  std::size_t counter_ = 0;
  std::vector<std::vector<RevisionIndex>> found_;
};

struct CycleStep {
  RevisionIndex from = 0;
  Edge edge;
};

/// The shortest way inside `members` from the first of them back to itself.
std::vector<CycleStep> shortest_cycle(const Edges& edges,
                                      const std::vector<RevisionIndex>& members) {
  const RevisionIndex start = members.front();
  std::unordered_map<RevisionIndex, CycleStep> reached_by;
  std::deque<RevisionIndex> queue = {start};
  while (reached_by.find(start) == reached_by.end()) {
    const RevisionIndex at = queue.front();
    queue.pop_front();
    for (const Edge& edge : edges[at]) {
      if (!std::binary_search(members.begin(), members.end(), edge.to)) continue;
      if (reached_by.emplace(edge.to, CycleStep{at, edge}).second) queue.push_back(edge.to);
    }
  }
  std::vector<CycleStep> steps;
  RevisionIndex at = start;
  do {
    steps.push_back(reached_by.at(at));
    at = steps.back().from;
  } while (at != start);
  std::reverse(steps.begin(), steps.end());
  return steps;
}

void report_cycles(const Graph& graph, const Edges& edges, Diagnostics& diagnostics) {
  for (const std::vector<RevisionIndex>& members : Components(edges).find()) {
    const std::vector<CycleStep> steps = shortest_cycle(edges, members);
    std::string circle = fmt::format("`{}`", graph[steps.front().from].id);
    for (const CycleStep& step : steps) circle += fmt::format(" -> `{}`", graph[step.edge.to].id);
    Diagnostic diagnostic = graph_error(graph[steps.front().from], "revision-cycle",
                                        fmt::format("revisions stand in a circle: {}", circle),
                                        steps.front().edge.location);
    for (const CycleStep& step : steps) {
      diagnostic.notes.push_back(
          {fmt::format("`{}` {} `{}`", graph[step.from].id,
                       step.edge.kind == EdgeKind::kRevises ? "revises" : "depends on",
                       graph[step.edge.to].id),
           step.edge.location});
    }
    diagnostic.help = "one of them must name another parent";
    diagnostics.push_back(std::move(diagnostic));
  }
}

void fill_adjacency(const Edges& edges, Graph& graph) {
  const std::size_t count = edges.size();
  graph.parents.resize(count);
  graph.children.resize(count);
  graph.depends.resize(count);
  graph.dependents.resize(count);
  for (RevisionIndex i = 0; i < count; ++i) {
    for (const Edge& edge : edges[i]) {
      const bool revises = edge.kind == EdgeKind::kRevises;
      (revises ? graph.parents : graph.depends)[i].push_back(edge.to);
      (revises ? graph.children : graph.dependents)[edge.to].push_back(i);
    }
  }
}

/// Depth by Kahn's algorithm, then the order by (depth, id). A cause is never as deep as its
/// effect, so the order is topological; depth looks only downwards, so a new file reorders no
/// others.
void fill_order(const Edges& edges, Graph& graph) {
  const std::size_t count = edges.size();
  graph.depth.assign(count, 0);
  std::vector<std::size_t> waiting(count);
  std::vector<RevisionIndex> ready;
  for (RevisionIndex i = 0; i < count; ++i) {
    waiting[i] = edges[i].size();
    if (waiting[i] == 0) ready.push_back(i);
  }
  for (std::size_t next = 0; next < ready.size(); ++next) {
    const RevisionIndex below = ready[next];
    const auto raise = [&](RevisionIndex above) {
      graph.depth[above] = std::max(graph.depth[above], graph.depth[below] + 1);
      if (--waiting[above] == 0) ready.push_back(above);
    };
    for (const RevisionIndex child : graph.children[below]) raise(child);
    for (const RevisionIndex dependent : graph.dependents[below]) raise(dependent);
  }
  ASHLAR_CHECK(ready.size() == count, "cycles were reported before");

  graph.order = std::move(ready);
  std::sort(graph.order.begin(), graph.order.end(), [&](RevisionIndex a, RevisionIndex b) {
    return std::tie(graph.depth[a], graph[a].id) < std::tie(graph.depth[b], graph[b].id);
  });
  graph.rank.resize(count);
  for (std::size_t place = 0; place < count; ++place) graph.rank[graph.order[place]] = place;
  const auto by_rank = [&](RevisionIndex a, RevisionIndex b) {
    return graph.rank[a] < graph.rank[b];
  };
  for (std::vector<RevisionIndex>& list : graph.children) {
    std::sort(list.begin(), list.end(), by_rank);
  }
  for (std::vector<RevisionIndex>& list : graph.dependents) {
    std::sort(list.begin(), list.end(), by_rank);
  }
}

void fill_segments(Graph& graph) {
  graph.segment.resize(graph.size());
  std::vector<std::set<std::string>> labels;
  for (const RevisionIndex i : graph.order) {
    const std::vector<RevisionIndex>& below = graph.parents[i];
    const bool goes_on = below.size() == 1 && graph.children[below.front()].size() == 1;
    if (goes_on) {
      graph.segment[i] = graph.segment[below.front()];
    } else {
      graph.segment[i] = graph.segment_start.size();
      graph.segment_start.push_back(i);
      labels.emplace_back();
    }
    labels[graph.segment[i]].insert(graph[i].labels.begin(), graph[i].labels.end());
  }
  // A segment's parents start lower than it does, so they stand before it.
  for (std::size_t s = 0; s < labels.size(); ++s) {
    for (const RevisionIndex parent : graph.parents[graph.segment_start[s]]) {
      const std::set<std::string>& inherited = labels[graph.segment[parent]];
      labels[s].insert(inherited.begin(), inherited.end());
    }
  }
  for (const std::set<std::string>& set : labels) {
    graph.segment_labels.emplace_back(set.begin(), set.end());
  }
}

}  // namespace

std::optional<Graph> build_graph(const History& history, Diagnostics& diagnostics) {
  Graph graph;
  graph.history = &history;
  const std::size_t before = diagnostics.size();
  index_ids(history, graph, diagnostics);
  index_labels(history, graph, diagnostics);

  Edges edges(history.revisions.size());
  for (RevisionIndex i = 0; i < history.revisions.size(); ++i) {
    const Revision& revision = history.revisions[i];
    link(graph, i, revision.parents, revision.parent_locations, EdgeKind::kRevises, edges[i],
         diagnostics);
    link(graph, i, revision.depends, revision.depends_locations, EdgeKind::kDependsOn, edges[i],
         diagnostics);
  }
  report_cycles(graph, edges, diagnostics);
  if (diagnostics.size() != before) return std::nullopt;

  fill_adjacency(edges, graph);
  fill_order(edges, graph);
  fill_segments(graph);
  return graph;
}

}  // namespace ashlar::versions
