#pragma once

// Definitions that are kept as text, with the places where they name objects of the catalog; and
// what tells objects of one name apart. Private to compiler/catalog.

#include <string>
#include <vector>

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/objects.h"

namespace ashlar::catalog {

/// The words at `span` with a site for each of the mentioned objects that the catalog holds.
[[nodiscard]] SqlText located_text(const Editor& editor, Span span,
                                   const std::vector<sql::ObjectRef>& mentions);
/// What the mention of a definition means; 0 where the catalog does not hold it.
[[nodiscard]] ObjectId mentioned_object(const Catalog& catalog, const sql::ObjectRef& mention);
/// What stands behind the name of an object of this kind where it is named: `(integer, integer)`,
/// `USING btree`, `(text AS mood)`, `FOR hstore LANGUAGE plperl`.
[[nodiscard]] std::string other_signature(sql::ObjectKind kind, const std::vector<Type>& arguments,
                                          const std::string& method);
/// How the catalog's map of names has it.
[[nodiscard]] std::string other_key(sql::ObjectKind kind, const std::string& name,
                                    const std::string& signature);
/// The object in that schema, or null.
[[nodiscard]] const Object* find_other_in(const Catalog& catalog, const std::string& schema,
                                          sql::ObjectKind kind, const std::string& name,
                                          const std::string& signature);
/// Kinds whose objects live in a schema.
[[nodiscard]] bool lives_in_schema(sql::ObjectKind kind);

/// A Type as SQL with today's names, modifiers left out: `integer`, `s.mood[]`.
[[nodiscard]] std::string sql_type_name(const Catalog& catalog, const Type& type);

}  // namespace ashlar::catalog
