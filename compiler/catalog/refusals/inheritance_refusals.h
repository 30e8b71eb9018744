#pragma once

// What the server refuses ATTACH PARTITION, DETACH PARTITION, INHERIT and NO INHERIT for
// (src/backend/commands/tablecmds.c). Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

bool refuse_attach(Editor& editor, ObjectId parent, const sql::AttachPartition& action, Span where);
bool refuse_detach(Editor& editor, ObjectId parent, const sql::DetachPartition& action, Span where);
bool refuse_inherit(Editor& editor, ObjectId child, const sql::SetInherit& action, Span where);

}  // namespace ashlar::catalog
