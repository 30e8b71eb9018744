#pragma once

// The objects of an extension in the catalog: members, found by name like any other object, that
// come, move and go with it. Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// Makes the members that are known of the extension, in its schema.
void add_members(Editor& editor, ObjectId extension);
/// ALTER EXTENSION … SET SCHEMA.
void move_extension(Editor& editor, ObjectId extension, const sql::Name& schema);

}  // namespace ashlar::catalog
