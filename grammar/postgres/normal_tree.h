#pragma once

// A parse tree without what the server writes out, or writes otherwise, when it prints
// (ruleutils.c): `a IN (1, 2)` and `a = ANY (ARRAY[1, 2])`, `x BETWEEN 1 AND 2` and two
// comparisons, ORDER BY a number and by what stands there. Private to grammar/postgres.

#include <nlohmann/json.hpp>
#include <string_view>

namespace ashlar::postgres {

/// libpg_query's tree without places, with two kinds of node of our own for constants:
/// `{"Literal": {"text": …, "type": …}}` (a string in quotes; `type`, by its name alone, where it
/// is cast) and `{"Number": "1.5"}`. Null where the text does not parse.
[[nodiscard]] nlohmann::json normal_tree(std::string_view sql);

}  // namespace ashlar::postgres
