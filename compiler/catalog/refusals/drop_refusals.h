#pragma once

// What the server refuses DROP for, what hangs on the objects aside: nothing of the name, another
// kind, part of something else (src/backend/commands/tablecmds.c, RemoveRelations;
// src/backend/commands/dropcmds.c). Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// DROP TABLE of a view, DROP INDEX of a table and the like are refused by the server.
[[nodiscard]] bool is_of_kind(const Object& object, sql::ObjectKind kind);
/// An index that backs a constraint, a part of a partition's index, an identity's sequence: the
/// server refuses to drop what is a part of something else. (dependency.c)
[[nodiscard]] bool is_internal(const Catalog& catalog, const Object& object);

/// Nothing of the name is there. `where` is the whole statement.
void refuse_missing(Editor& editor, const sql::ObjectRef& reference, Span where);
/// It is of another kind.
void refuse_wrong_kind(Editor& editor, const Object& object, const sql::ObjectRef& reference,
                       Span where);
/// It belongs to something else.
void refuse_internal(Editor& editor, const Object& object, const sql::ObjectRef& reference,
                     Span where);
/// DROP SCHEMA … RESTRICT of a schema in which something is; true where it refused.
bool refuse_members(Editor& editor, const Object& schema, const std::vector<ObjectId>& going,
                    Span where);

}  // namespace ashlar::catalog
