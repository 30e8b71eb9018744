#pragma once

// Subcommands of ALTER TABLE that drop and change constraints (src/backend/commands/tablecmds.c).
// Private to compiler/catalog.

#include "compiler/catalog/statements/alter_target.h"

namespace ashlar::catalog {

void drop_constraint(Editor& editor, Target target, const sql::DropConstraint& action, Span where);
void alter_constraint(Editor& editor, ObjectId table, const sql::AlterConstraint& action,
                      Span where);
void validate_constraint(Editor& editor, Target target, const sql::Name& name, Span where);

}  // namespace ashlar::catalog
