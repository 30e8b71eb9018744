#pragma once

// DROP … RESTRICT: what stands in the way, in the server's words (src/backend/catalog/dependency.c,
// reportDependentObjects; objectaddress.c, getObjectDescription). Private to compiler/catalog.

#include <string>

#include "compiler/catalog/dependencies/closure.h"

namespace ashlar::catalog {

/// `table t`, `view s.v`, `constraint c on table t`, `function f(integer)`, …
[[nodiscard]] std::string described(const Catalog& catalog, const Object& object);
/// `column a of table t`.
[[nodiscard]] std::string described_column(const Catalog& catalog, const Object& relation,
                                           const std::string& column);

/// Refuses (2BP01) where something outside of `going` (closed over with Reach::kParts) hangs on
/// what is in it. `what` is what the statement drops, in words. True where it did.
bool refuse_dependents(Editor& editor, const Closure& going, const std::string& what, Span where);

}  // namespace ashlar::catalog
