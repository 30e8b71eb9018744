#pragma once

// Values as SQL spells them, safe in any session. Layer: compiler/ledger, for its own files.

#include <string>
#include <string_view>
#include <vector>

#include "grammar/postgres/parser.h"

namespace ashlar::ledger {

/// The operator of pg_catalog whatever the search path holds.
inline constexpr std::string_view kEquals = "OPERATOR(pg_catalog.=)";

/// `text` as a string literal that reads the same whatever standard_conforming_strings says: with a
/// backslash in it, it is an escape string (PostgreSQL manual, "String Constants With C-Style
/// Escapes").
[[nodiscard]] std::string literal(std::string_view text);

/// `ARRAY['a', 'b']::pg_catalog.text[]`
[[nodiscard]] std::string text_array(const std::vector<std::string>& values);

/// `body` between dollar quotes whose tag does not occur in it.
[[nodiscard]] std::string dollar_quote(std::string_view body);

/// A condition: the ledger's schema has a relation of that name. Asks pg_class, as to_regclass
/// fails where the user may not look into the schema.
[[nodiscard]] std::string relation_exists(std::string_view schema, std::string_view relation);

}  // namespace ashlar::ledger
