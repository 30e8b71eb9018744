#pragma once

// Whether two statements say the same, one of which the server may have printed: it writes out
// names of tables before columns, casts of constants, names of output columns, and it prints some
// constructs in other words. Layer: grammar/postgres.

#include <string_view>

namespace ashlar::postgres {

/// A cast to this type counts for none: what stands in place of the type of one that changes
/// nothing.
inline constexpr std::string_view kNoType = "ashlar_no_type";

/// Both must parse. Casts of anything but constants must stand in both: which of them are implied,
/// only the types tell. `untyped`: the type of constants that have none in either, as pg_type has
/// it; empty: it is not known.
[[nodiscard]] bool alike(std::string_view a, std::string_view b, std::string_view untyped = {});

}  // namespace ashlar::postgres
