#include "cli/applied.h"
#include "cli/commands/commands.h"
#include "cli/revision_lines.h"
#include "cli/session.h"
#include "cli/workspace.h"
#include "versions/symbols.h"

namespace ashlar::cli {
namespace {

bool mentions_current(const std::string& range) {
  const std::size_t at = range.find("current");
  return at != std::string::npos;
}

versions::RevisionSet everything(const versions::Graph& graph) {
  return {graph.order.begin(), graph.order.end()};
}

Result<versions::RevisionSet> applied_in(const HistoryOptions& options, const Workspace& workspace,
                                         Console& console) {
  Result<Session> session = open_session(options.url, workspace.project, console);
  if (!session) return session.error();
  const Result<runtime::LedgerState> ledger = session->database->read_ledger();
  if (!ledger) return ledger.error();
  const Applied applied = compare(*ledger, *workspace.graph);
  show_notes(applied, *workspace.graph, console);
  return applied.revisions;
}

}  // namespace

ExitStatus run(const HistoryOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const versions::Graph& graph = *workspace->graph;

  // `-2:` counts from what is applied where a database is given, else from the head.
  versions::RevisionSet applied = everything(graph);
  versions::RevisionSet current;
  if (options.indicate_current || options.url.has_value() || mentions_current(options.range)) {
    Result<versions::RevisionSet> found = applied_in(options, *workspace, console);
    if (!found) return console.fail(found.error());
    applied = std::move(*found);
    const std::vector<versions::RevisionIndex> heads = versions::heads_of(graph, applied);
    if (options.indicate_current) current = {heads.begin(), heads.end()};
  }

  std::vector<versions::RevisionIndex> listed(graph.order.rbegin(), graph.order.rend());
  if (!options.range.empty()) {
    Result<std::vector<versions::RevisionIndex>> ranged =
        versions::history_range(graph, options.range, applied);
    if (!ranged) return console.fail(ranged.error());
    listed = std::move(*ranged);
  }
  const LineParts parts{.parents = true, .labels = true, .tree = true, .message = true};
  for (const versions::RevisionIndex index : listed) {
    console.result(options.verbose ? revision_block(graph, index, current)
                                   : revision_line(graph, index, parts, current) + "\n");
  }
  return ExitStatus::kDone;
}

}  // namespace ashlar::cli
