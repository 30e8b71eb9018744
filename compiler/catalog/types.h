#pragma once

// Types by name: how the server prints them, and how a written type becomes a catalog::Type. Layer:
// compiler/catalog.

#include <string>
#include <string_view>

#include "compiler/catalog/catalog.h"
#include "grammar/sql/names.h"

namespace ashlar::catalog {

/// The written type with its schema resolved: pg_catalog first, then the search path. A type that
/// the catalog does not know (of an extension, say) keeps the schema that was written, or none.
[[nodiscard]] Type resolve_type(const Catalog& catalog, const sql::TypeName& written);

/// As format_type prints it: `integer`, `character varying(20)`, `mood[]`; types outside pg_catalog
/// and `public` with their schema. (src/backend/utils/adt/format_type.c)
[[nodiscard]] std::string format_type(const Type& type);
/// The same without modifiers, as functions' signatures show it.
[[nodiscard]] std::string format_type_name(const Type& type);
/// The name of a built-in type with its modifiers where SQL has them: `timestamp(3) with time
/// zone`, `interval day to second(3)`.
[[nodiscard]] std::string with_modifiers(std::string base,
                                         const std::vector<std::string>& modifiers);
/// The same where it stands in a cast: there `character` means character(1), so it is `bpchar`, and
/// `bit` is `"bit"`.
[[nodiscard]] std::string cast_type_name(const Type& type);

/// `(integer, text)`: what follows a function's name where functions are told apart.
[[nodiscard]] std::string signature(const Function& function);

/// The integer type behind `serial` and its kin, empty for any other type
/// (src/backend/parser/parse_utilcmd.c, transformColumnDefinition).
[[nodiscard]] std::string_view serial_base(const sql::TypeName& written);

/// How the server stores values of the type where nothing else is said: "plain", "main",
/// "extended"; empty where it is not known. (pg_type.typstorage)
[[nodiscard]] std::string natural_storage(const Catalog& catalog, const Type& type);

}  // namespace ashlar::catalog
