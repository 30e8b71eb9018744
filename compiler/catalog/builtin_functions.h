#pragma once

// Which functions PostgreSQL brings along, by name. Layer: compiler/catalog.

#include <span>
#include <string_view>

namespace ashlar::catalog {

/// Names of all functions of pg_catalog, sorted (PostgreSQL 15).
[[nodiscard]] std::span<const std::string_view> builtin_functions();
[[nodiscard]] bool is_builtin_function(std::string_view name);

/// Those of them of which some variant is VOLATILE, sorted.
[[nodiscard]] std::span<const std::string_view> volatile_builtin_functions();
[[nodiscard]] bool is_volatile_builtin_function(std::string_view name);

}  // namespace ashlar::catalog
