#include <algorithm>
#include <fmt/format.h>

#include "cli/applied.h"
#include "cli/commands/commands.h"
#include "cli/ledger_files.h"
#include "cli/revision_lines.h"
#include "cli/session.h"
#include "cli/workspace.h"

namespace ashlar::cli {
namespace {

/// The heads of what is applied, those without a file included: what the ledger knows of them is
/// enough to place them.
void print_heads(const Workspace& folder, const runtime::LedgerState& ledger, bool verbose,
                 Console& console) {
  const Workspace whole = with_ledger_files(folder, ledger);
  // A row whose parent was purged stands nowhere; then the files alone have to do.
  const Workspace& shown = whole.graph.has_value() ? whole : folder;
  const versions::Graph& graph = *shown.graph;
  for (const versions::RevisionIndex head :
       versions::heads_of(graph, compare(ledger, graph).revisions)) {
    const std::string_view mark =
        is_from_ledger(graph[head], shown.history->sources) ? " (no file)" : "";
    if (verbose) {
      console.result(revision_block(graph, head));
    } else {
      console.result(
          fmt::format("{}{}, {}\n", revision_line(graph, head, {}), mark, graph[head].message));
    }
  }
}

ExitStatus check_heads(const Applied& applied, const versions::Graph& graph, Console& console) {
  std::vector<std::string> missing;
  for (const versions::RevisionIndex index : graph.order) {
    if (!applied.revisions.contains(index)) missing.push_back(graph[index].id);
  }
  if (missing.empty()) return ExitStatus::kDone;
  console.error("the database is not at the heads",
                fmt::format("not applied: {}", fmt::join(missing, ", ")));
  return ExitStatus::kFindings;
}

}  // namespace

ExitStatus run(const CurrentOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const versions::Graph& graph = *workspace->graph;
  Result<Session> session = open_session(options.url, workspace->project, console);
  if (!session) return console.fail(session.error());
  const Result<runtime::LedgerState> ledger = session->database->read_ledger();
  if (!ledger) return console.fail(ledger.error());

  if (!ledger->exists) console.note("nothing is applied: the database has no ledger yet");
  const Applied applied = compare(*ledger, graph);
  show_notes(applied, graph, console);
  for (const std::string& sentence : half_done(*ledger)) console.note(sentence);
  print_heads(*workspace, *ledger, options.verbose, console);
  return options.check ? check_heads(applied, graph, console) : ExitStatus::kDone;
}

}  // namespace ashlar::cli
