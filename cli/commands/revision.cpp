#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/generated_revision.h"
#include "cli/new_revision.h"
#include "cli/workspace.h"
#include "compiler/derive_down.h"

namespace ashlar::cli {
namespace {

/// The parent that `--head` names. An empty history has none.
Result<std::vector<versions::RevisionIndex>> parents_of(const RevisionOptions& options,
                                                        const versions::Graph& graph) {
  if (options.head == "base" || (graph.size() == 0 && options.head == "head")) {
    return std::vector<versions::RevisionIndex>();
  }
  Result<std::vector<versions::RevisionIndex>> named = resolve_all(graph, {options.head});
  if (!named && options.head == "head" && versions::heads(graph).size() > 1) {
    Error several = named.error();
    several.detail +=
        fmt::format("{}`--head` says which of them the revision follows; `ashlar merge` joins them",
                    several.detail.empty() ? "" : "\n");
    return several;
  }
  if (!named) return named;
  if (named->size() > 1) {
    return Error{
        ErrorCode::kUsage,
        fmt::format("`{}` names {} revisions; a revision follows one", options.head, named->size()),
        "", "`ashlar merge` writes a revision that joins several", 0};
  }
  const versions::RevisionIndex parent = named->front();
  if (!graph.children[parent].empty() && !options.splice) {
    return Error{ErrorCode::kUsage,
                 fmt::format("revision `{}` is not a head: `{}` follows it already",
                             graph[parent].id, graph[graph.children[parent].front()].id),
                 "", "`--splice` begins a new branch there", 0};
  }
  return named;
}

/// `revision --down REV`.
ExitStatus print_down(const std::string& name, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace =
      open_linked_workspace(global, console, Reading::kOutline);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const versions::Graph& graph = *workspace->graph;
  const Result<std::vector<versions::RevisionIndex>> named = resolve_all(graph, {name});
  if (!named) return console.fail(named.error());
  if (named->size() != 1) {
    console.error(fmt::format("`{}` names {} revisions; `--down` takes one", name, named->size()));
    return ExitStatus::kUsage;
  }
  pipeline::DerivedDown derived = pipeline::derive_down(graph, named->front());
  console.result(derived.way_back.text);
  bool incomplete = !derived.doubts.empty();
  if (incomplete) show_findings(std::move(derived.doubts), workspace->history->sources, console);
  for (const diff::Difference& difference : derived.way_back.left) {
    console.note(fmt::format("not brought back: {}: {}", difference.object, difference.words));
    incomplete = incomplete || !difference.order_only;
  }
  return incomplete ? ExitStatus::kFindings : ExitStatus::kDone;
}

}  // namespace

ExitStatus run(const RevisionOptions& options, const GlobalOptions& global, Console& console) {
  if (!options.down.empty()) return print_down(options.down, global, console);
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const versions::Graph& graph = *workspace->graph;

  const Result<std::vector<versions::RevisionIndex>> parents = parents_of(options, graph);
  if (!parents) return console.fail(parents.error());
  const Result<std::vector<versions::RevisionIndex>> depends =
      resolve_all(graph, options.depends_on);
  if (!depends) return console.fail(depends.error());

  versions::NewRevision made;
  made.id = options.rev_id;
  made.message = options.message;
  made.labels = options.branch_labels;
  for (const versions::RevisionIndex parent : *parents) made.parents.push_back(graph[parent].id);
  for (const versions::RevisionIndex cause : *depends) made.depends.push_back(graph[cause].id);
  if (options.autogenerate) {
    // What is wanted is compared with what all revisions build: it comes behind them all.
    if (*parents != versions::heads(graph)) {
      console.error("what `--autogenerate` writes follows all revisions, and here it would not",
                    "leave out `--head`; `ashlar merge` joins several heads");
      return ExitStatus::kUsage;
    }
    return write_generated(*workspace, std::move(made), options.renames, console);
  }
  return write_new_revision(*workspace, std::move(made), console);
}

}  // namespace ashlar::cli
