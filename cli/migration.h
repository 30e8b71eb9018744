#pragma once

// The way of `upgrade` and `downgrade`: lock, read the ledger, plan, show, ask, run. The two differ
// in the files that count and in how a target is read. Layer: cli.

#include <functional>

#include "cli/applied.h"
#include "cli/console.h"
#include "cli/options.h"
#include "cli/session.h"
#include "cli/workspace.h"
#include "versions/symbols.h"

namespace ashlar::cli {

struct Migration {
  versions::Direction direction = versions::Direction::kUp;
  /// The files to go by, now that the ledger is known: for an upgrade those of the folder, for a
  /// downgrade also what the ledger keeps of revisions without one.
  std::function<std::optional<Workspace>(const runtime::LedgerState&)> workspace;
  std::function<Result<versions::Path>(const versions::Graph&, std::string_view,
                                       const versions::RevisionSet&)>
      path;
};

[[nodiscard]] ExitStatus migrate(const Migration& migration, const MigrateOptions& options,
                                 const Project& project, Console& console);

}  // namespace ashlar::cli
