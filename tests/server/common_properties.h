#pragma once

// What every kind of object may have (comment, owner, privileges) as lines of a snapshot, from a
// server and from a Catalog.

#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {

[[nodiscard]] std::vector<std::string> server_common_properties(Session& session);
[[nodiscard]] std::vector<std::string> catalog_common_properties(const catalog::Catalog& catalog);

}  // namespace ashlar::server_tests
