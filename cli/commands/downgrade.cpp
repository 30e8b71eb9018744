#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/ledger_files.h"
#include "cli/migration.h"

namespace ashlar::cli {
namespace {

void note_ledger_files(const Workspace& whole, Console& console) {
  for (const versions::Revision& revision : whole.history->revisions) {
    if (!is_from_ledger(revision, whole.history->sources)) continue;
    console.note(
        fmt::format("revision `{}` has no file here; its text is the ledger's", revision.id));
  }
}

}  // namespace

ExitStatus run(const DowngradeOptions& options, const GlobalOptions& global, Console& console) {
  // A missing file breaks the graph only until the ledger has been read.
  const std::optional<Workspace> folder = open_workspace(global, console);
  if (!folder.has_value()) return ExitStatus::kUsage;
  Migration migration;
  migration.direction = versions::Direction::kDown;
  migration.workspace = [&](const runtime::LedgerState& ledger) -> std::optional<Workspace> {
    Workspace whole = with_ledger_files(*folder, ledger);
    if (whole.graph.has_value()) {
      note_ledger_files(whole, console);
      return whole;
    }
    show_findings(whole.graph_findings, whole.history->sources, console);
    return std::nullopt;
  };
  migration.path = versions::downgrade_path;
  return migrate(migration, options, folder->project, console);
}

}  // namespace ashlar::cli
