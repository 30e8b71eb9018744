#pragma once

// A schema as sorted lines of text, from a server's system catalogs and from a Catalog: equal where
// the two agree.

#include <string>

#include "compiler/catalog/catalog.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {

[[nodiscard]] std::string server_snapshot(Session& session);
[[nodiscard]] std::string catalog_snapshot(const catalog::Catalog& catalog);

/// Lines that only one of the two has, marked `server:` and `catalog:`; empty where they are equal.
[[nodiscard]] std::string difference(const std::string& server, const std::string& catalog);

}  // namespace ashlar::server_tests
