#pragma once

// Whether values can go from one type to another. Layer: compiler/diff.

#include "compiler/catalog/objects.h"

namespace ashlar::diff {

/// True where the server surely has no cast, explicit ones included: between its own types, without
/// a row of pg_cast, and neither of them a string, which all types can be read from and written to.
/// (parse_coerce.c, find_coercion_pathway)
[[nodiscard]] bool lacks_cast(const catalog::Type& from, const catalog::Type& to);

}  // namespace ashlar::diff
