#pragma once

// The way from one schema to another: statements that bring the first to the second, in an order
// that works. What an author would write, for the down section and for autogenerate.
// In: two catalogs. Out: SQL, and the proof: each statement is applied to the catalog as the server
// would apply it, and what then still differs from the goal is told. Layer: compiler/diff.

#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/diff/difference.h"

namespace ashlar::diff {

struct Migration {
  std::vector<std::string> statements;  ///< each without its semicolon
  catalog::Catalog after;               ///< `from` with the statements applied
  std::vector<Difference> left;  ///< between `after` and the goal; the order of columns among it
};

[[nodiscard]] Migration migrate(const catalog::Catalog& from, const catalog::Catalog& to,
                                Kinship kinship);

}  // namespace ashlar::diff
