#pragma once

// One schema says who owns what (a dump, a database), the other leaves it to whoever runs the
// statements (a history). Layer: compiler/diff.

#include "compiler/catalog/catalog.h"

namespace ashlar::diff {

struct Aligned {
  catalog::Catalog from;
  catalog::Catalog to;
};

/// Where everything in one of the two has a named owner, and the other leaves the owners of most of
/// what both have open, the role that owns these is taken to be who runs the statements.
[[nodiscard]] Aligned align_owners(const catalog::Catalog& from, const catalog::Catalog& to);

}  // namespace ashlar::diff
