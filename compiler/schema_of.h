#pragma once

// The schema that a path of revisions builds, without forecasts made or rules run. Layer: compiler.

#include <vector>

#include "compiler/catalog/catalog.h"
#include "grammar/text/diagnostic.h"
#include "versions/graph.h"

namespace ashlar::pipeline {

struct SchemaOfPath {
  catalog::Catalog catalog;
  /// Errors: what the grammar could not read and what the server would refuse, so that what follows
  /// from it is not in the catalog.
  /// Notes: statements whose effect the catalog does not follow, each kind once.
  Diagnostics findings;
};

/// The graph's history may be an outline (versions::read_outline).
[[nodiscard]] SchemaOfPath schema_of(const versions::Graph& graph,
                                     const std::vector<versions::RevisionIndex>& revisions,
                                     catalog::Catalog start = catalog::Catalog::empty_database());

}  // namespace ashlar::pipeline
