#pragma once

// What extensions bring: data that scripts/facts writes from a real server for PostgreSQL's contrib
// (facts/extensions), and what their manuals say for postgis and vector (facts/documented). CREATE
// EXTENSION makes objects of it that are members of the extension (extension_members.h), so names
// find them like any other. A type is named as in pg_type: of the extension itself, of one that it
// requires, or built in. Layer: compiler/catalog.

#include <span>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace ashlar::catalog {

struct ExtensionFacts {
  std::string_view name;
  std::string_view version;   ///< that CREATE EXTENSION takes
  std::string_view schema;    ///< where that is fixed; empty: the first of the search path
  bool movable;               ///< ALTER EXTENSION … SET SCHEMA works
  std::string_view required;  ///< extensions, a blank between them
  bool complete;              ///< it brings nothing that is not known here
};
struct ExtensionType {
  std::string_view extension;
  std::string_view name;
  char kind;      ///< typtype
  char category;  ///< typcategory
  bool preferred;
  std::string_view element;
  bool collatable;
  std::string_view base;  ///< of a domain
};
struct ExtensionFunction {
  std::string_view extension;
  std::string_view name;
  std::string_view arguments;  ///< input types, a blank between them; `_t` is an array of t
  std::string_view result;
  char kind;        ///< prokind
  char volatility;  ///< provolatile
  bool returns_set;
  bool variadic;
  int defaults;  ///< how many of the last arguments have one
  bool strict;
  std::string_view outputs;  ///< `key text, value text`: OUT and TABLE parameters
};
struct ExtensionOperator {
  std::string_view extension;
  std::string_view name;
  std::string_view left;  ///< empty: a prefix operator
  std::string_view right;
  std::string_view result;
  std::string_view function;
};
struct ExtensionCast {
  std::string_view extension;
  std::string_view source;
  std::string_view target;
  char context;  ///< castcontext
  char method;   ///< castmethod
};
struct ExtensionOperatorClass {
  std::string_view extension;
  std::string_view name;
  std::string_view method;
  std::string_view type;
  bool is_default;
};
struct ExtensionRelation {
  std::string_view extension;
  std::string_view name;
  char kind;                 ///< relkind
  std::string_view columns;  ///< `a int4, b text`
};
struct ExtensionObject {
  std::string_view extension;
  std::string_view kind;  ///< as SQL calls it
  std::string_view name;
};

/// Null where nothing is known of the extension: then it may bring any name.
[[nodiscard]] const ExtensionFacts* find_extension_facts(std::string_view name);

/// What one extension brings.
[[nodiscard]] std::vector<const ExtensionType*> types_of_extension(std::string_view name);
[[nodiscard]] std::vector<const ExtensionFunction*> functions_of_extension(std::string_view name);
[[nodiscard]] std::vector<const ExtensionOperator*> operators_of_extension(std::string_view name);
[[nodiscard]] std::vector<const ExtensionCast*> casts_of_extension(std::string_view name);
[[nodiscard]] std::vector<const ExtensionOperatorClass*> operator_classes_of_extension(
    std::string_view name);
[[nodiscard]] std::vector<const ExtensionRelation*> relations_of_extension(std::string_view name);
[[nodiscard]] std::vector<const ExtensionObject*> objects_of_extension(std::string_view name);

/// The extension that brings a type or function of this name, the first of several; empty: none.
[[nodiscard]] std::string_view extension_with_type(std::string_view name);
[[nodiscard]] std::string_view extension_with_function(std::string_view name);

/// True where the database has an extension of which not all is known: then what a name means that
/// is found nowhere cannot be said.
[[nodiscard]] bool has_unknown_extension(const Catalog& catalog);

}  // namespace ashlar::catalog
