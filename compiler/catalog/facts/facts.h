#pragma once

// What a PostgreSQL server has before anybody makes anything: data that scripts/facts writes from a
// real one. Layer: compiler/catalog.

#include <span>
#include <string_view>
#include <vector>

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
/// Null where there is none of the name.
[[nodiscard]] const BuiltinType* find_builtin_type(std::string_view name);

/// A row of pg_proc; letters as there.
struct BuiltinFunction {
  std::string_view name;
  std::string_view arguments;  ///< input types, a blank between them
  std::string_view result;
  char kind;        ///< prokind
  char volatility;  ///< provolatile
  bool returns_set;
  bool variadic;
  int defaults;              ///< how many of the last arguments have one
  std::string_view names;    ///< of the input arguments, a comma between them; empty: none
  std::string_view columns;  ///< that OUT arguments make: `key text,value jsonb`; empty: none
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
/// Those from the type, by target.
[[nodiscard]] std::span<const BuiltinCast> builtin_casts_from(std::string_view source);
/// Null where the server has no such cast of its own.
[[nodiscard]] const BuiltinCast* builtin_cast(std::string_view source, std::string_view target);

/// A row of pg_operator.
struct BuiltinOperator {
  std::string_view name;
  std::string_view left;  ///< empty: a prefix operator
  std::string_view right;
  std::string_view result;
  std::string_view function;
};
/// Those of the name.
[[nodiscard]] std::span<const BuiltinOperator> builtin_operators(std::string_view name);

/// A row of pg_range.
struct BuiltinRange {
  std::string_view name;
  std::string_view subtype;
  std::string_view multirange;
};
[[nodiscard]] std::span<const BuiltinRange> builtin_ranges();

/// A table or view of pg_catalog or information_schema.
struct BuiltinRelation {
  std::string_view schema;
  std::string_view name;
  char kind;                 ///< relkind: r, v
  std::string_view columns;  ///< `oid oid,relname name`; types as in `BuiltinFunction::arguments`
};
/// Null where the server has none of its own.
[[nodiscard]] const BuiltinRelation* builtin_relation(std::string_view schema,
                                                      std::string_view name);

/// A column's name and its type's, as a list of columns in this header has it.
struct BuiltinColumn {
  std::string_view name;
  std::string_view type;  ///< `_text` is an array
};
[[nodiscard]] std::vector<BuiltinColumn> split_columns(std::string_view columns);

/// The type below a domain of information_schema; empty where it has no such domain.
[[nodiscard]] std::string_view information_schema_domain(std::string_view name);

/// A row of pg_opclass.
struct BuiltinOperatorClass {
  std::string_view name;
  std::string_view method;
  std::string_view type;
  bool is_default;
};
[[nodiscard]] std::span<const BuiltinOperatorClass> builtin_operator_classes();

/// True for what else the server has from the start: `kind` in SQL's words ("access method",
/// "collation", "conversion", "language", "operator family" with the name `x USING btree`, "text
/// search configuration", …). Collations of the machine's own locales are not among them.
[[nodiscard]] bool is_builtin_name(std::string_view kind, std::string_view name);

}  // namespace ashlar::catalog
