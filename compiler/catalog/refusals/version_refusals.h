#pragma once

// Syntax that came with a later version than the server's (release notes, "Migration" and
// "Changes"). Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// True where the server, of ApplyContext::postgres, refuses the statement for its form.
bool refuse_newer(Editor& editor, const sql::Statement& statement);

}  // namespace ashlar::catalog
