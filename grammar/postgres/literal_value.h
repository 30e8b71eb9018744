#pragma once

// What the server makes of a constant in quotes once it knows its type, and so prints later:
// `'2024-01-01'` of a timestamp is `2024-01-01 00:00:00`. Private to grammar/postgres.

#include <string>
#include <string_view>

namespace ashlar::postgres {

/// True where the two are the same value of the type, as far as its reading is known here (dates
/// and times, booleans, numbers, intervals, JSON, uuid, arrays of such); of other types equal texts
/// alone are. `type` as pg_type has it: `timestamptz`, `_text`. A time without a zone is in the one
/// that the other names, for nobody knows the server's.
[[nodiscard]] bool same_value(std::string_view type, std::string_view a, std::string_view b);

}  // namespace ashlar::postgres
