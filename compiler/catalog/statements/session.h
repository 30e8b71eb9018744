#pragma once

// The search path in one string. Private to compiler/catalog.

#include <string>
#include <string_view>
#include <vector>

namespace ashlar::catalog {

/// `a, "B", c` (varlena.c, SplitIdentifierString); pg_catalog, which is searched anyway, left out.
[[nodiscard]] std::vector<std::string> split_search_path(std::string_view text);

}  // namespace ashlar::catalog
