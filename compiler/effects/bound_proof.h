#pragma once

// Whether validated CHECKs show where a table's rows lie, so that ATTACH PARTITION need not read
// them: inside the bound (the new partition) or outside of it (the default one). Understood are
// bounds of one plain column with constants that can be compared as they are written, and
// comparisons, BETWEEN, IN and IS NOT NULL, joined by AND, and OR for the default partition.
// (tablecmds.c, PartConstraintImpliedByRelConstraint, with predtest.c) Private to compiler/effects.

#include <optional>
#include <string_view>

#include "compiler/catalog/catalog.h"

namespace ashlar::effects {

/// Nothing where `bound` (`FOR VALUES …`) or the key of `parent` is of another form.
[[nodiscard]] std::optional<bool> lies_inside(const catalog::Catalog& catalog,
                                              catalog::ObjectId parent, catalog::ObjectId table,
                                              std::string_view bound);
[[nodiscard]] std::optional<bool> lies_outside(const catalog::Catalog& catalog,
                                               catalog::ObjectId parent, catalog::ObjectId table,
                                               std::string_view bound);

}  // namespace ashlar::effects
