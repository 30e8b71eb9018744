#pragma once

// How far the server is with a long statement (PostgreSQL manual, "Progress Reporting").
// Layer: runtime/executor.

#include <optional>
#include <string>

#include "runtime/database/session.h"

namespace ashlar::runtime {

struct ServerProgress {
  std::string phase;               ///< "building index: scanning table"
  std::optional<double> fraction;  ///< of the phase, 0 to 1
};

/// Of the statement that the server process `pid` runs, asked from another session; nothing where
/// the server has no report of it.
[[nodiscard]] std::optional<ServerProgress> server_progress(database::Session& session,
                                                            const std::string& pid);

}  // namespace ashlar::runtime
