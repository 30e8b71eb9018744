#pragma once

// A pooler that lends server sessions for one transaction at a time (pgbouncer in transaction mode)
// takes the lock and the settings away under the runner. Layer: runtime/executor.

#include <string>

#include "grammar/text/result.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

/// Refuses a session that shares its server process with others. `pid` is what pg_backend_pid()
/// said. Costs nothing where the server itself was connected to.
[[nodiscard]] Status refuse_shared_session(database::Session& session,
                                           database::Interrupt& interrupt, const std::string& pid);

/// What is said where the server process has changed under the session.
[[nodiscard]] Error pooled();

}  // namespace ashlar::runtime
