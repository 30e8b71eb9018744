#pragma once

// A history for people and programs: the graph in the terminal, JSON, and the languages of Graphviz
// and Mermaid. Layer: compiler/emit.

#include <optional>
#include <string>
#include <vector>

#include "versions/graph.h"
#include "versions/lanes.h"

namespace ashlar::emit {

struct HistoryView {
  const versions::Graph* graph = nullptr;
  std::vector<versions::RevisionIndex> listed;  ///< in the order in which they are told
  /// What a database has; nothing where none was asked.
  std::optional<versions::RevisionSet> applied;
};

/// docs/commands.md has its shape.
[[nodiscard]] std::string history_json(const HistoryView& view);

/// Graphviz: a digraph from parents up to children, dependencies dashed, what is applied filled.
/// Parents that are not listed are left out.
[[nodiscard]] std::string history_dot(const HistoryView& view);

/// Mermaid: a flowchart of the same.
[[nodiscard]] std::string history_mermaid(const HistoryView& view);

/// A revision and the lines that stand beside it.
struct DrawnRevision {
  versions::LaneRow row;
  std::vector<std::string> lines;
};

/// The lines with the graph to their left, in the letters of `git log --graph`.
[[nodiscard]] std::string history_graph(const std::vector<DrawnRevision>& revisions);

}  // namespace ashlar::emit
