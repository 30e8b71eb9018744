#pragma once

// What the server says of a name that means nothing, for the statements that name objects of any
// kind (COMMENT ON, GRANT, ALTER … OWNER TO). Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/objects.h"

namespace ashlar::catalog {

/// Refuses the statement because there is no such object, with the server's words for its kind.
/// Silent where that is not sure: in schemas of the server's own, where doubts or an extension that
/// is not known in full may explain the name, and for kinds that live outside of the schema.
void refuse_missing(Editor& editor, const sql::ObjectRef& reference);
}  // namespace ashlar::catalog
