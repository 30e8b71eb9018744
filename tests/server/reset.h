#pragma once

// A database that is used again and again, and what a session sees of it.

#include <string>

#include "tests/server/cluster.h"

namespace ashlar::server_tests {

/// Drops all schemas and makes `public` anew.
void clear_database(Session& session);

/// The snapshot that a session with the default path sees.
[[nodiscard]] std::string snapshot_of(Session& session);

}  // namespace ashlar::server_tests
