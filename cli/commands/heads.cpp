#include "cli/commands/commands.h"
#include "cli/revision_lines.h"
#include "cli/workspace.h"

namespace ashlar::cli {

ExitStatus run(const HeadsOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const versions::Graph& graph = *workspace->graph;
  const std::vector<versions::RevisionIndex> heads =
      options.resolve_dependencies ? versions::effective_heads(graph) : versions::heads(graph);
  for (const versions::RevisionIndex head : heads) {
    console.result(options.verbose ? revision_block(graph, head)
                                   : revision_line(graph, head, {.labels = true}) + "\n");
  }
  return ExitStatus::kDone;
}

}  // namespace ashlar::cli
