#pragma once

// How the small parts of a definition are spelled: names, types, lists, options, values.
// Layer: compiler/schema, for the files of this folder.

#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/schema/entry.h"

namespace ashlar::schema {

/// A type with its modifiers and brackets, quoted where it must be.
[[nodiscard]] std::string type_text(const Catalog& catalog, const catalog::Type& type);
/// The same without modifiers: as a signature has it.
[[nodiscard]] std::string plain_type_text(const Catalog& catalog, const catalog::Type& type);
/// A collation or operator class.
[[nodiscard]] std::string reference_text(const Catalog& catalog, const catalog::NameRef& name);
/// ` COLLATE x`, or nothing.
[[nodiscard]] std::string collate_text(const Catalog& catalog, const catalog::NameRef& name);

/// `schema.name`, the schema left out where it is `public`.
[[nodiscard]] std::string qualified_text(std::string_view schema, std::string_view name);

/// `(a, b)` of a table's columns.
[[nodiscard]] std::string columns_text(const Catalog& catalog, ObjectId table,
                                       const std::vector<std::uint32_t>& numbers);
[[nodiscard]] std::string column_text(const Catalog& catalog, ObjectId table, std::uint32_t number);

/// `(a=1, b='x y')`, as WITH has it.
[[nodiscard]] std::string settings_text(const catalog::Settings& settings);
/// `(name 'value', …)`, as OPTIONS has it.
[[nodiscard]] std::string foreign_options_text(const catalog::Settings& settings);

/// An expression that stands where the grammar wants a simple one (DEFAULT): in parentheses where
/// it must be.
[[nodiscard]] std::string simple_expression_text(const Catalog& catalog, const SqlText& text);
/// A key of an index or of PARTITION BY: a function's call stands alone, all else in parentheses.
[[nodiscard]] std::string key_expression_text(const Catalog& catalog, const SqlText& text);

/// An index key with all that it may have.
[[nodiscard]] std::string key_text(const Catalog& catalog, ObjectId table,
                                   const catalog::IndexKey& key);

/// `(integer, text)`: a function's or aggregate's identity.
[[nodiscard]] std::string arguments_text(const Catalog& catalog, const catalog::Function& function);

[[nodiscard]] std::string upper(std::string_view text);
/// `text;` and a line end; on a line of its own where a comment would swallow the semicolon.
[[nodiscard]] std::string statement(std::string text);
/// Joined with the separator.
[[nodiscard]] std::string joined(const std::vector<std::string>& parts,
                                 std::string_view separator = ", ");

/// Adds what a text's sites name.
void need_sites(const SqlText& text, std::vector<ObjectId>& needs);
/// Adds a type that the catalog holds.
void need_type(const catalog::Type& type, std::vector<ObjectId>& needs);
/// Adds the object's schema and all that the catalog says it hangs on.
void need_dependencies(const Catalog& catalog, const Object& object, std::vector<ObjectId>& needs);
void need_schema(const Catalog& catalog, const Object& object, std::vector<ObjectId>& needs);

}  // namespace ashlar::schema
