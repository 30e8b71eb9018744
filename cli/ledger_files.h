#pragma once

// Revisions from the ledger: what was applied can be reverted though its file is gone. Layer: cli.

#include "cli/workspace.h"
#include "runtime/api/runtime.h"

namespace ashlar::cli {

/// A revision file as the ledger remembers it. Its path is `ledger:ID`.
[[nodiscard]] SourceFile file_of(const ledger::RevisionRecord& record);

/// True for a revision of such a file.
[[nodiscard]] bool is_from_ledger(const versions::Revision& revision, const Sources& sources);

/// The workspace with a file of the ledger's for each applied revision that has none.
[[nodiscard]] Workspace with_ledger_files(const Workspace& folder,
                                          const runtime::LedgerState& ledger);

}  // namespace ashlar::cli
