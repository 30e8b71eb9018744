#pragma once

// pg_dump of a test's database, to compare with that of another.

#include <string>
#include <vector>

#include "tests/server/cluster.h"

namespace ashlar::server_tests {

/// What pg_dump says of the session's database, line by line, without comments and what is new in
/// each run.
[[nodiscard]] std::vector<std::string> dump(Session& session);

/// The first lines that differ, of both; empty where none do.
[[nodiscard]] std::string dump_difference(const std::vector<std::string>& expected,
                                          const std::vector<std::string>& found);

}  // namespace ashlar::server_tests
