#pragma once

// Which of a server's refusals have a reason that a catalog shows.

#include <string>

namespace ashlar::server_tests {

/// SQLSTATEs for reasons that a catalog shows. The others are about values, syntax or limits.
[[nodiscard]] bool is_visible_in_catalog(const std::string& sqlstate);

}  // namespace ashlar::server_tests
