#pragma once

// Who holds what a session waits for: other sessions and prepared transactions.
// Layer: runtime/executor.

#include <string>
#include <vector>

#include "grammar/text/result.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

struct Blocker {
  std::string pid;   ///< of the server process; empty: a prepared transaction
  std::string name;  ///< in words
};

/// Of the session whose server process is `pid`, asked from another one.
[[nodiscard]] Result<std::vector<Blocker>> blockers_of(database::Session& session,
                                                       const std::string& pid);

/// SQL: a row of pg_stat_activity, `a`, in words: program, process, user, host, since when it does
/// what. A statement is named by its first words alone, as the rest may hold a secret.
[[nodiscard]] std::string session_in_words();

/// Ends the blocker's session; false where that is not allowed, or it is a prepared transaction.
[[nodiscard]] bool terminate(database::Session& session, const Blocker& blocker);

}  // namespace ashlar::runtime
