#include <algorithm>
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/new_revision.h"
#include "cli/workspace.h"

namespace ashlar::cli {
namespace {

/// Says why the revisions cannot be joined, if they cannot.
Status joinable(const versions::Graph& graph, const std::vector<versions::RevisionIndex>& parents) {
  if (parents.empty()) {
    return Error{ErrorCode::kUsage, "there is nothing to merge: no revision was named", "", "", 0};
  }
  if (parents.size() == 1) {
    return Error{ErrorCode::kUsage,
                 fmt::format("there is nothing to merge: `{}` is the only revision named",
                             graph[parents.front()].id),
                 "", "name two heads or more; `ashlar heads` lists them", 0};
  }
  for (const versions::RevisionIndex above : parents) {
    const versions::RevisionSet below =
        versions::ancestors(graph, {above}, versions::Follow::kParents);
    for (const versions::RevisionIndex parent : parents) {
      if (parent == above || !below.contains(parent)) continue;
      return Error{ErrorCode::kUsage,
                   fmt::format("`{}` is below `{}` already; a merge joins separate branches",
                               graph[parent].id, graph[above].id),
                   "", "", 0};
    }
  }
  return {};
}

std::string default_message(const std::vector<std::string>& ids) {
  const std::vector<std::string> others(ids.begin(), ids.end() - 1);
  return fmt::format("merge {} and {}", fmt::join(others, ", "), ids.back());
}

}  // namespace

ExitStatus run(const MergeOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const versions::Graph& graph = *workspace->graph;

  const std::vector<std::string> symbols =
      options.revisions.empty() ? std::vector<std::string>{"heads"} : options.revisions;
  const Result<std::vector<versions::RevisionIndex>> parents = resolve_all(graph, symbols);
  if (!parents) return console.fail(parents.error());
  if (const Status checked = joinable(graph, *parents); !checked) {
    return console.fail(checked.error());
  }

  versions::NewRevision made;
  made.id = options.rev_id;
  made.labels = options.branch_labels;
  for (const versions::RevisionIndex parent : *parents) made.parents.push_back(graph[parent].id);
  made.message = options.message.empty() ? default_message(made.parents) : options.message;
  return write_new_revision(*workspace, std::move(made), console);
}

}  // namespace ashlar::cli
