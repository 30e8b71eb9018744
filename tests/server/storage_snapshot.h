#pragma once

// The part of a snapshot that tells how things are stored and numbered: options, storage,
// statistics, bounds, sequences, operator classes. A line only for what differs from the default.

#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {

[[nodiscard]] std::vector<std::string> server_storage(Session& session, const std::string& prelude);
[[nodiscard]] std::vector<std::string> catalog_storage(const catalog::Catalog& catalog);

}  // namespace ashlar::server_tests
