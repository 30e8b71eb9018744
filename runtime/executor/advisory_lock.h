#pragma once

// The lock that keeps runners apart: a session advisory lock (PostgreSQL manual, "Advisory Locks"),
// taken by polling. A waiter that blocks inside pg_advisory_lock holds a snapshot, which CREATE
// INDEX CONCURRENTLY of the holder waits for: a deadlock. Layer: runtime/executor.

#include <cstdint>
#include <string>

#include "runtime/api/runtime.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

/// Takes the lock, or says who holds it. Between the polls the session is idle, outside any
/// transaction. Gives the server's process id of the session that has it.
[[nodiscard]] Result<std::string> take_lock(database::Session& session,
                                            database::Interrupt& interrupt, std::int64_t key,
                                            const LockOptions& options, const OnWait& on_wait);

/// A condition in SQL: this session holds the lock.
[[nodiscard]] std::string lock_is_held(std::int64_t key);

/// Takes the lock again without waiting; for a session whose statements let it go.
[[nodiscard]] Status retake_lock(database::Session& session, std::int64_t key);

}  // namespace ashlar::runtime
