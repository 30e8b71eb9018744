#pragma once

// What goes with an object when it is dropped (src/backend/catalog/dependency.c,
// findDependentObjects). Private to compiler/catalog.

#include <cstdint>
#include <utility>
#include <vector>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// How far a drop reaches.
enum class Reach {
  kCascade,  ///< everything that hangs on it
  kOwn,      ///< its parts, and foreign keys that reference it
  kParts,    ///< what goes with it silently: all that RESTRICT lets go
};

struct ColumnRef {
  ObjectId table = 0;
  std::uint32_t number = 0;
  friend auto operator<=>(const ColumnRef&, const ColumnRef&) = default;
};

struct Closure {
  std::vector<ObjectId> objects;    ///< roots first, then as reached
  std::vector<ColumnRef> columns;   ///< that go: of a dropped type, generated from a dropped column
  std::vector<ColumnRef> defaults;  ///< columns that stay and lose their default
};

/// Roots are whole objects, or single columns.
[[nodiscard]] Closure close_over(const Catalog& catalog, const std::vector<ObjectId>& roots,
                                 const std::vector<ColumnRef>& columns, Reach reach);

/// Takes all of it out of the catalog.
void drop(Editor& editor, const Closure& closure);

}  // namespace ashlar::catalog
