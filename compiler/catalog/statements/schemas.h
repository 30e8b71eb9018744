#pragma once

// ALTER SCHEMA … RENAME TO. Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/names.h"

namespace ashlar::catalog {

/// Everything in the schema follows; the search path goes on by name.
void rename_schema(Editor& editor, ObjectId id, const sql::Name& name);

}  // namespace ashlar::catalog
