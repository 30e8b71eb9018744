#include "cli/revision_lines.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace ashlar::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

bool is_head(const versions::Graph& graph, versions::RevisionIndex index) {
  return graph.children[index].empty();
}

/// A head that another revision depends on is no place where a database stops (Alembic's word).
std::string head_mark(const versions::Graph& graph, versions::RevisionIndex index) {
  if (!is_head(graph, index)) return "";
  return graph.dependents[index].empty() ? " (head)" : " (effective head)";
}

std::string tree_mark(const versions::Graph& graph, versions::RevisionIndex index) {
  std::string mark;
  if (graph.children[index].size() > 1) mark += " (branchpoint)";
  if (graph.parents[index].size() > 1) mark += " (mergepoint)";
  if (graph[index].source.irreversible) mark += " (irreversible)";
  return mark;
}

std::string parents_text(const versions::Revision& revision) {
  return revision.parents.empty() ? "<base>" : joined(revision.parents);
}

std::vector<std::string> ids_in_order(const versions::Graph& graph,
                                      std::vector<versions::RevisionIndex> indices) {
  std::sort(indices.begin(), indices.end(),
            [&](versions::RevisionIndex a, versions::RevisionIndex b) {
              return graph.rank[a] < graph.rank[b];
            });
  std::vector<std::string> ids;
  for (const versions::RevisionIndex index : indices) ids.push_back(graph[index].id);
  return ids;
}

}  // namespace

std::string revision_line(const versions::Graph& graph, versions::RevisionIndex index,
                          const LineParts& parts, const versions::RevisionSet& current) {
  const versions::Revision& revision = graph[index];
  std::string line;
  if (parts.parents) {
    line += parents_text(revision);
    if (!revision.depends.empty()) line += fmt::format(" ({})", joined(revision.depends));
    line += " -> ";
  }
  line += revision.id;
  if (parts.labels) {
    const std::vector<std::string> labels = versions::labels_of(graph, index);
    if (!labels.empty()) line += fmt::format(" ({})", joined(labels));
  }
  if (parts.dependencies && !revision.depends.empty()) {
    line += fmt::format(" (depends on {})", joined(revision.depends));
  }
  line += head_mark(graph, index);
  if (parts.tree) line += tree_mark(graph, index);
  if (current.contains(index)) line += " (current)";
  if (parts.message && !revision.message.empty()) line += ", " + revision.message;
  return line;
}

std::string revision_block(const versions::Graph& graph, versions::RevisionIndex index,
                           const versions::RevisionSet& current) {
  const versions::Revision& revision = graph[index];
  std::string block =
      fmt::format("Rev: {}{}{}{}\n", revision.id, head_mark(graph, index), tree_mark(graph, index),
                  current.contains(index) ? " (current)" : "");
  block += fmt::format("{}: {}\n", revision.parents.size() > 1 ? "Merges" : "Parent",
                       parents_text(revision));
  if (!revision.depends.empty()) {
    block += fmt::format("Also depends on: {}\n", joined(revision.depends));
  }
  if (graph.children[index].size() > 1) {
    block += fmt::format("Branches into: {}\n", joined(ids_in_order(graph, graph.children[index])));
  }
  const std::vector<std::string> labels = versions::labels_of(graph, index);
  if (!labels.empty()) block += fmt::format("Branch names: {}\n", joined(labels));
  block += fmt::format("Path: {}\n\n", graph.history->sources[revision.source.file].path);
  block += fmt::format("    {}\n", revision.message);
  block += fmt::format("\n    Revision ID: {}\n    Revises: {}\n", revision.id,
                       revision.parents.empty() ? "base" : joined(revision.parents));
  if (!revision.created.empty()) block += fmt::format("    Create Date: {}\n", revision.created);
  if (revision.source.irreversible) {
    block += fmt::format("    Irreversible: {}\n", revision.source.irreversible->text);
  }
  return block + "\n";
}

}  // namespace ashlar::cli
