#include <algorithm>
#include <fmt/format.h>

#include "cli/applied.h"
#include "cli/commands/commands.h"
#include "cli/database_side.h"
#include "cli/schema_side.h"
#include "compiler/diff/difference.h"

namespace ashlar::cli {
namespace {

/// What differs, a line each, but for the order of columns. True where nothing does.
bool same(const SchemaSide& was, const SchemaSide& is, Console& console) {
  bool anything = false;
  for (const diff::Difference& difference :
       diff::compare(was.catalog, is.catalog, diff::Kinship::kStrangers).differences) {
    if (difference.order_only) continue;
    console.result(fmt::format("{}: {}\n", difference.object, difference.words));
    anything = true;
  }
  return !anything;
}

/// The applied revisions, every cause before its effect.
std::vector<versions::RevisionIndex> in_order(const Applied& applied,
                                              const versions::Graph& graph) {
  std::vector<versions::RevisionIndex> revisions;
  for (const versions::RevisionIndex revision : graph.order) {
    if (applied.revisions.contains(revision)) revisions.push_back(revision);
  }
  return revisions;
}

/// Has the database what the revisions build that it has had?
ExitStatus check_database(const Url& url, const Workspace& workspace, Console& console) {
  Result<Session> session = open_session(url, workspace.project, console);
  if (!session) return console.fail(session.error());
  const Result<runtime::LedgerState> ledger = session->database->read_ledger();
  if (!ledger) return console.fail(ledger.error());
  const versions::Graph& graph = *workspace.graph;
  const Applied applied = compare(*ledger, graph);
  show_notes(applied, graph, console);
  for (const std::string& sentence : half_done(*ledger)) console.note(sentence);
  const std::vector<versions::RevisionIndex> revisions = in_order(applied, graph);
  const std::optional<SchemaSide> history =
      schema_of_revisions("the applied revisions", revisions, workspace, console);
  if (!history.has_value()) return ExitStatus::kUsage;
  const SideOrStatus read = schema_of_database(*session, console);
  if (const auto* status = std::get_if<ExitStatus>(&read)) return *status;
  const auto& database = std::get<SchemaSide>(read);
  const std::string where = describe(session->database->facts());
  if (same(*history, database, console) && !database.incomplete) {
    console.say(fmt::format("{} has what its applied revisions build\n", where));
    return ExitStatus::kDone;
  }
  console.error(fmt::format("{} does not have what its applied revisions build", where),
                "somebody changed it by hand, or the revisions after they were applied; `ashlar "
                "diff` prints the statements that lead from one to the other");
  return ExitStatus::kFindings;
}

}  // namespace

ExitStatus run(const CheckOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace =
      open_linked_workspace(global, console, Reading::kOutline);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  if (options.url.has_value()) return check_database(options.url, *workspace, console);
  const std::optional<SchemaSide> wanted = wanted_schema(workspace->project, console);
  if (!wanted.has_value()) return ExitStatus::kUsage;
  const std::optional<SchemaSide> history = schema_at("heads", *workspace, console);
  if (!history.has_value()) return ExitStatus::kUsage;
  if (same(*history, *wanted, console)) {
    console.say(fmt::format("the revisions build what `{}` says\n", wanted->name));
    return ExitStatus::kDone;
  }
  console.error(fmt::format("the revisions do not build what `{}` says", wanted->name),
                "`ashlar revision --autogenerate -m TEXT` writes the revision that is missing");
  return ExitStatus::kFindings;
}

}  // namespace ashlar::cli
