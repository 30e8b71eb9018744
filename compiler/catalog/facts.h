#pragma once

// What a PostgreSQL server has before anybody makes anything: data that scripts/facts writes from a
// real one. Layer: compiler/catalog.

#include <span>
#include <string_view>

namespace ashlar::catalog {

/// Major version of the server that the facts are from.
[[nodiscard]] int facts_version();

/// A row of pg_type; letters as there. Arrays and row types are left out.
struct BuiltinType {
  std::string_view name;
  char kind;      ///< typtype
  char category;  ///< typcategory
  bool preferred;
  std::string_view element;  ///< of what can be subscripted; empty: none
  bool collatable;
};
/// Sorted by name.
[[nodiscard]] std::span<const BuiltinType> builtin_types();
[[nodiscard]] bool is_builtin_type(std::string_view name);

/// A row of pg_proc; letters as there.
struct BuiltinFunction {
  std::string_view name;
  std::string_view arguments;  ///< input types, a blank between them
  std::string_view result;
  char kind;        ///< prokind
  char volatility;  ///< provolatile
  bool returns_set;
  bool variadic;
  int defaults;  ///< how many of the last arguments have one
};
/// Those of the name; sorted by name.
[[nodiscard]] std::span<const BuiltinFunction> builtin_functions(std::string_view name);
[[nodiscard]] bool is_builtin_function(std::string_view name);
/// True where some function of the name is VOLATILE.
[[nodiscard]] bool is_volatile_builtin_function(std::string_view name);

/// A row of pg_cast; letters as there.
struct BuiltinCast {
  std::string_view source;
  std::string_view target;
  char context;  ///< castcontext
  char method;   ///< castmethod; b: the bytes stay as they are
};
/// Null where the server has no such cast of its own.
[[nodiscard]] const BuiltinCast* builtin_cast(std::string_view source, std::string_view target);

}  // namespace ashlar::catalog
