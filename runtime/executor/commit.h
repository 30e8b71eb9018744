#pragma once

// The end of a transaction: the session back to what ashlar set it to, the ledger's words, COMMIT.
// Whether a COMMIT took place is never guessed. Layer: runtime/executor.

#include <cstdint>
#include <string>
#include <vector>

#include "grammar/text/result.h"
#include "runtime/database/session.h"
#include "runtime/executor/server_identity.h"
#include "runtime/executor/session_state.h"

namespace ashlar::runtime {

/// A session that holds the runners' lock.
struct LockedSession {
  database::Session& session;
  database::Interrupt& interrupt;
  std::int64_t lock_key = 0;
  std::string own_settings;  ///< of adopt_session
  std::string backend_pid;   ///< the server process that has the lock
  ServerIdentity server;     ///< the one that the lock was taken on
};

enum class Leftovers { kNone, kSome };

/// What goes before COMMIT, one statement each, in the transaction and behind the author's: role
/// and settings taken back, the ledger's `words`, a question at last.
[[nodiscard]] std::vector<std::string> before_commit(const LockedSession& locked,
                                                     const std::string& words,
                                                     const Limits& limits);

/// COMMIT, once that question is answered; rolls back where it fails. Tells whether the session
/// holds more than settings: temporary tables, prepared statements. A COMMIT that got no answer is
/// looked up on a new connection and becomes a kCommitInDoubt that says how it ended.
[[nodiscard]] Result<Leftovers> commit_answered(const LockedSession& locked,
                                                const database::Rows& answer);

/// Both, for a transaction that is open.
[[nodiscard]] Result<Leftovers> commit_with(const LockedSession& locked, const std::string& words,
                                            const Limits& limits);

/// The same with a BEGIN before it.
[[nodiscard]] Result<Leftovers> begin_and_commit(const LockedSession& locked,
                                                 const std::string& words, const Limits& limits);
[[nodiscard]] Status write_ledger(const LockedSession& locked, const std::string& words,
                                  const Limits& limits);

}  // namespace ashlar::runtime
