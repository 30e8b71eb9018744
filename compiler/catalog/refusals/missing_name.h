#pragma once

// Types and functions that are not there, and who would bring them. Layer: compiler/catalog.

#include <string>
#include <string_view>

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/names.h"

namespace ashlar::catalog {

/// Refuses a type that is surely not there: 42704, or 3F000 for its schema. False where it is
/// there, or may be.
bool refuse_missing_type(Editor& editor, const sql::TypeName& type);

/// What to do about a name of a type or function that means nothing: the extension that brings it,
/// or the name that was likely meant; empty where nothing is near.
[[nodiscard]] std::string missing_type_help(const Catalog& catalog, const sql::QualifiedName& name);
[[nodiscard]] std::string missing_function_help(const Catalog& catalog,
                                                const sql::QualifiedName& name);

}  // namespace ashlar::catalog
