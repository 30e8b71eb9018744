#include <fmt/format.h>

#include "cli/applied.h"
#include "cli/commands/commands.h"
#include "cli/revision_lines.h"
#include "cli/session.h"
#include "cli/workspace.h"
#include "versions/symbols.h"

namespace ashlar::cli {
namespace {

/// `current`, and ids counted from it, need a database.
bool needs_database(const std::string& symbol) {
  return symbol.starts_with("current") || symbol.starts_with("+") || symbol.starts_with("-") ||
         symbol.find("@+") != std::string::npos || symbol.find("@-") != std::string::npos;
}

Result<versions::RevisionSet> applied_in(const ShowOptions& options, const Workspace& workspace,
                                         Console& console) {
  if (!needs_database(options.revision) && !options.url.has_value()) return versions::RevisionSet();
  Result<Session> session = open_session(options.url, workspace.project, console);
  if (!session) return session.error();
  const Result<runtime::LedgerState> ledger = session->database->read_ledger();
  if (!ledger) return ledger.error();
  return compare(*ledger, *workspace.graph).revisions;
}

}  // namespace

ExitStatus run(const ShowOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const versions::Graph& graph = *workspace->graph;
  const Result<versions::RevisionSet> applied = applied_in(options, *workspace, console);
  if (!applied) return console.fail(applied.error());
  const Result<std::vector<versions::RevisionIndex>> named =
      versions::resolve(graph, options.revision, *applied);
  if (!named) return console.fail(named.error());
  if (named->empty()) console.note(fmt::format("`{}` is before every revision", options.revision));
  const std::vector<versions::RevisionIndex> heads = versions::heads_of(graph, *applied);
  for (const versions::RevisionIndex index : *named) {
    console.result(revision_block(graph, index, {heads.begin(), heads.end()}));
  }
  return ExitStatus::kDone;
}

}  // namespace ashlar::cli
