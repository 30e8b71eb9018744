#include <algorithm>
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/revision_lines.h"
#include "cli/workspace.h"

namespace ashlar::cli {

ExitStatus run(const BranchesOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const versions::Graph& graph = *workspace->graph;
  for (const versions::RevisionIndex point : versions::branch_points(graph)) {
    console.result(options.verbose
                       ? revision_block(graph, point)
                       : revision_line(graph, point, {.labels = true, .tree = true}) + "\n");
    std::vector<versions::RevisionIndex> children = graph.children[point];
    std::sort(children.begin(), children.end(),
              [&](versions::RevisionIndex a, versions::RevisionIndex b) {
                return graph.rank[a] < graph.rank[b];
              });
    const LineParts parts{.labels = true, .tree = true, .message = options.verbose};
    for (const versions::RevisionIndex child : children) {
      console.result(fmt::format("{:{}} -> {}\n", "", graph[point].id.size(),
                                 revision_line(graph, child, parts)));
    }
    console.result("\n");
  }
  return ExitStatus::kDone;
}

}  // namespace ashlar::cli
