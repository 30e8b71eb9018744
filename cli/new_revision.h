#pragma once

// What `revision` and `merge` share: naming revisions of the history, and writing the file. Layer:
// cli.

#include <optional>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/workspace.h"
#include "versions/write.h"

namespace ashlar::cli {

/// The revisions that `symbols` name, each once, in order. Symbols that need a database are
/// refused.
[[nodiscard]] Result<std::vector<versions::RevisionIndex>> resolve_all(
    const versions::Graph& graph, const std::vector<std::string>& symbols);

/// The time that a new revision bears, RFC 3339: SOURCE_DATE_EPOCH where it is set
/// (https://reproducible-builds.org), else the clock's.
[[nodiscard]] std::string creation_time();

/// Writes the file and prints its path.
[[nodiscard]] ExitStatus write_new_revision(const Workspace& workspace,
                                            versions::NewRevision revision, Console& console);

}  // namespace ashlar::cli
