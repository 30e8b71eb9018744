#pragma once

// pg_attribute.atttypmod: the modifiers of a column's type as one number, and back. Private to
// compiler/catalog.

#include <cstdint>
#include <optional>
#include <string_view>

#include "compiler/catalog/objects.h"

namespace ashlar::catalog::procedures {

/// -1 where the type has no modifiers; nothing where their number is not known here.
[[nodiscard]] std::optional<std::int64_t> modifier_number(const Type& type);

/// Gives the built-in type the modifiers that the number stands for; false where they are not
/// known.
[[nodiscard]] bool set_modifiers(Type& type, std::int64_t number);

}  // namespace ashlar::catalog::procedures
