#pragma once

// The graph of revisions: parents and dependencies as indices, checked whole, with the one stable
// order in which revisions run. Layer: versions.

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "versions/revision.h"

namespace ashlar::versions {

/// Index into `History::revisions`.
using RevisionIndex = std::size_t;
/// A set of revisions, for instance all that are applied.
using RevisionSet = std::set<RevisionIndex>;
[[nodiscard]] RevisionSet to_set(const std::vector<RevisionIndex>& list);
[[nodiscard]] RevisionSet intersection(const RevisionSet& a, const RevisionSet& b);
[[nodiscard]] RevisionSet minus(const RevisionSet& from, const RevisionSet& what);

/// A valid graph. Built by `build_graph`, never changed. Holds a pointer to the history, which must
/// outlive it and stay put.
struct Graph {
  const History* history = nullptr;
  std::vector<std::vector<RevisionIndex>> parents;     ///< without dependencies
  std::vector<std::vector<RevisionIndex>> children;    ///< without dependencies
  std::vector<std::vector<RevisionIndex>> depends;     ///< `depends` of each
  std::vector<std::vector<RevisionIndex>> dependents;  ///< who depends on each
  std::vector<std::size_t> depth;  ///< longest chain of parents and dependencies below
  std::vector<RevisionIndex>
      order;                      ///< all revisions by (depth, id): every cause before its effect
  std::vector<std::size_t> rank;  ///< inverse of `order`
  std::unordered_map<std::string, RevisionIndex> by_id;
  /// label → the revision that declares it
  std::unordered_map<std::string, RevisionIndex> by_label;
  /// The graph cut at its branch points and merges: a segment runs from a root, a merge or a branch
  /// point's child up to the next of them. Labels belong to whole segments.
  std::vector<std::size_t> segment;                      ///< of each revision
  std::vector<RevisionIndex> segment_start;              ///< of each segment, its lowest revision
  std::vector<std::vector<std::string>> segment_labels;  ///< of each segment, sorted

  [[nodiscard]] const Revision& operator[](RevisionIndex index) const {
    return history->revisions[index];
  }
  [[nodiscard]] std::size_t size() const { return parents.size(); }
  [[nodiscard]] std::optional<RevisionIndex> find(std::string_view id) const;
};

/// Validates the whole graph: duplicate id (`duplicate-revision`), missing parent or dependency
/// (`missing-revision`), cycle and self-loop (`revision-cycle`, naming only its members), duplicate
/// label (`duplicate-label`), a label that equals an id. Each diagnostic names file and line of
/// both places. Returns nothing when there is any.
[[nodiscard]] std::optional<Graph> build_graph(const History& history, Diagnostics& diagnostics);

/// Revisions without children; `effective_heads` leaves out those that somebody depends on too.
[[nodiscard]] std::vector<RevisionIndex> heads(const Graph& graph);
[[nodiscard]] std::vector<RevisionIndex> effective_heads(const Graph& graph);
[[nodiscard]] std::vector<RevisionIndex> roots(const Graph& graph);
/// Revisions with more than one child.
[[nodiscard]] std::vector<RevisionIndex> branch_points(const Graph& graph);

enum class Follow { kParents, kParentsAndDependencies };
/// `from` and everything below (above) it.
[[nodiscard]] RevisionSet ancestors(const Graph& graph, const RevisionSet& from, Follow follow);
[[nodiscard]] RevisionSet descendants(const Graph& graph, const RevisionSet& from, Follow follow);

/// Labels shown beside a revision: its own and those it inherits along its branch (from the branch
/// point's child to the heads), as Alembic shows them. Sorted.
[[nodiscard]] std::vector<std::string> labels_of(const Graph& graph, RevisionIndex index);

/// The applied revisions above which nothing is applied: what `current` prints and Alembic's table
/// holds (ancestors reached by dependency are left out).
[[nodiscard]] std::vector<RevisionIndex> heads_of(const Graph& graph, const RevisionSet& applied);

}  // namespace ashlar::versions
