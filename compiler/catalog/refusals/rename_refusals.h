#pragma once

// What the server refuses RENAME and SET SCHEMA of relations and their parts for
// (src/backend/commands/tablecmds.c, renameatt_internal, rename_constraint_internal,
// RenameRelationInternal, AlterTableNamespaceInternal). Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// Nothing of the old name is there.
void refuse_unknown_renamed(Editor& editor, const sql::Rename& statement, Span where);
/// True where the rename of the object (or of its column) is refused.
bool refuse_rename(Editor& editor, const Object& object, const sql::Rename& statement, Span where);
/// True where the move is refused.
bool refuse_move(Editor& editor, const Object& object, const sql::SetSchema& statement);

}  // namespace ashlar::catalog
