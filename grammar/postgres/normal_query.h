#pragma once

// The part of normal_tree.h that deals with queries. Private to grammar/postgres.

#include <nlohmann/json.hpp>

namespace ashlar::postgres {

/// The fields of a SelectStmt whose parts are normal already: what ORDER BY and GROUP BY name by
/// number or by an output column's name stands there itself; no names of output columns that say
/// what the column would be called anyway.
[[nodiscard]] nlohmann::json normal_select(nlohmann::json fields);

/// Takes out what the columns of a whole query are called: a view has names of its own for them.
void drop_labels(nlohmann::json& fields);

}  // namespace ashlar::postgres
