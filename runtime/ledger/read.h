#pragma once

// What stands in the ledger, read in one snapshot. Creates nothing. Layer: runtime/ledger.

#include <string>

#include "compiler/ledger/ledger.h"
#include "runtime/api/runtime.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

/// Works on a standby, in a read-only session and without a ledger. kLedger where a newer ashlar
/// has changed the ledger's tables.
[[nodiscard]] Result<LedgerState> read_ledger_state(database::Session& session,
                                                    const ledger::Words& words);

/// Ids of ashlar's own ledger revisions that this program carries, sorted.
[[nodiscard]] std::vector<std::string> own_ledger_revisions();

}  // namespace ashlar::runtime
