#pragma once

// What the snapshots say of routines, triggers, policies, rules, ranges, operators and the other
// kinds that statements define: more lines for both sides of snapshot.h.

#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {

void add_server_routines(Session& session, std::vector<std::string>& lines);
void add_catalog_routines(const catalog::Catalog& catalog, std::vector<std::string>& lines);

}  // namespace ashlar::server_tests
