#pragma once

// Which server it is that answers. Behind one address another can come to stand: a standby that was
// promoted, which may lack the last transactions of the server before it, or a different cluster.
// Layer: runtime/executor.

#include <optional>
#include <string>

#include "runtime/database/session.h"

namespace ashlar::runtime {

/// PostgreSQL manual, pg_control_system and "Timelines". Empty: not to be had, as on a server that
/// does not let us ask.
struct ServerIdentity {
  std::string system;    ///< the cluster's identifier; a standby has its primary's
  std::string timeline;  ///< eight hexadecimal digits; a promoted standby begins a new one
};

[[nodiscard]] ServerIdentity identity_of(database::Session& session);

/// In words how `now` is another server than `before`; nothing where it is the same as far as is
/// known.
[[nodiscard]] std::optional<std::string> replacement(const ServerIdentity& before,
                                                     const ServerIdentity& now);

}  // namespace ashlar::runtime
