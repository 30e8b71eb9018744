#include "compiler/emit/history/history.h"

#include <sstream>
#include <utility>

#include "cli/applied.h"
#include "cli/commands/commands.h"
#include "cli/revision_lines.h"
#include "cli/session.h"
#include "cli/workspace.h"
#include "versions/lanes.h"
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

/// As Alembic prints them.
std::string list_of(const emit::HistoryView& view, const HistoryOptions& options,
                    const versions::RevisionSet& current) {
  const LineParts parts{.parents = true, .labels = true, .tree = true, .message = true};
  std::string list;
  for (const versions::RevisionIndex index : view.listed) {
    list += options.verbose ? revision_block(*view.graph, index, current)
                            : revision_line(*view.graph, index, parts, current) + "\n";
  }
  return list;
}

/// The graph tells parents and where it parts and joins, so the lines do not.
std::string graph_of(const emit::HistoryView& view, const HistoryOptions& options,
                     const versions::RevisionSet& current) {
  const LineParts parts{.dependencies = true, .labels = true, .message = true};
  const versions::Graph& graph = *view.graph;
  std::vector<emit::DrawnRevision> drawn;
  for (versions::LaneRow& row :
       versions::lanes(graph, versions::drawing_order(graph, view.listed))) {
    std::istringstream block(options.verbose ? revision_block(graph, row.revision, current)
                                             : revision_line(graph, row.revision, parts, current));
    std::vector<std::string> lines;
    for (std::string line; std::getline(block, line);) lines.push_back(std::move(line));
    drawn.push_back({std::move(row), std::move(lines)});
  }
  return emit::history_graph(drawn);
}

std::string text_of(const emit::HistoryView& view, const HistoryOptions& options) {
  versions::RevisionSet current;
  if (view.applied.has_value()) {
    current = versions::to_set(versions::heads_of(*view.graph, *view.applied));
  }
  switch (options.format) {
    case HistoryFormat::kPretty:
      return options.graph ? graph_of(view, options, current) : list_of(view, options, current);
    case HistoryFormat::kJson:
      return emit::history_json(view);
    case HistoryFormat::kDot:
      return emit::history_dot(view);
    case HistoryFormat::kMermaid:
      return emit::history_mermaid(view);
  }
  return "";
}

}  // namespace

ExitStatus run(const HistoryOptions& options, const GlobalOptions& global, Console& console) {
  if (options.graph && options.format != HistoryFormat::kPretty) {
    console.error("`--graph` draws in the terminal, `--format` writes for programs",
                  "leave one of the two out");
    return ExitStatus::kUsage;
  }
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const versions::Graph& graph = *workspace->graph;

  // `-2:` counts from what is applied where a database is given, else from the head.
  versions::RevisionSet applied = everything(graph);
  emit::HistoryView view;
  view.graph = &graph;
  if (options.indicate_current || options.url.has_value() || mentions_current(options.range)) {
    Result<versions::RevisionSet> found = applied_in(options, *workspace, console);
    if (!found) return console.fail(found.error());
    applied = std::move(*found);
    if (options.indicate_current) view.applied = applied;
  }

  view.listed.assign(graph.order.rbegin(), graph.order.rend());
  if (!options.range.empty()) {
    Result<std::vector<versions::RevisionIndex>> ranged =
        versions::history_range(graph, options.range, applied);
    if (!ranged) return console.fail(ranged.error());
    view.listed = std::move(*ranged);
  }
  console.result(text_of(view, options));
  return ExitStatus::kDone;
}

}  // namespace ashlar::cli
