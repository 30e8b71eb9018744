#include <utility>

#include "cli/commands/commands.h"
#include "cli/migration.h"

namespace ashlar::cli {

ExitStatus run(const UpgradeOptions& options, const GlobalOptions& global, Console& console) {
  std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const Project project = workspace->project;
  Migration migration;
  migration.direction = versions::Direction::kUp;
  migration.workspace = [&](const runtime::LedgerState&) { return std::move(workspace); };
  migration.path = versions::upgrade_path;
  return migrate(migration, options, project, console);
}

}  // namespace ashlar::cli
