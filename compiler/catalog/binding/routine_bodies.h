#pragma once

// What the server finds wrong in the body of a SQL function as it makes it. Private to
// compiler/catalog.

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/statements.h"

namespace ashlar::catalog {

/// Refuses for what a body that is a string names and that is not there. (pg_proc.c,
/// fmgr_sql_validator)
void refuse_sql_body(Editor& editor, const sql::CreateFunction& statement,
                     const Function& function);

}  // namespace ashlar::catalog
