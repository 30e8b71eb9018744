#pragma once

// `revision --autogenerate`: the revision that the wanted schema asks for. Layer: cli.

#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/exit_status.h"
#include "cli/workspace.h"
#include "versions/write.h"

namespace ashlar::cli {

/// Fills in both sections of `made`, brings it to the safe form (which may take further revisions
/// behind it), writes the files and prints their paths. Writes nothing where nothing differs.
/// `renames`: `OLD=NEW`, beside those that the schema's files note down.
[[nodiscard]] ExitStatus write_generated(const Workspace& workspace, versions::NewRevision made,
                                         const std::vector<std::string>& renames, Console& console);

}  // namespace ashlar::cli
