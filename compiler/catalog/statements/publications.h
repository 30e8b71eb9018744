#pragma once

// ALTER PUBLICATION. What a publication publishes are objects of their own, as in
// pg_publication_rel and pg_publication_namespace: each hangs on the publication and on its table
// or schema and goes with either. Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/objects.h"

namespace ashlar::catalog {

void alter_publication(Editor& editor, const sql::AlterOther& statement);

}  // namespace ashlar::catalog
