#pragma once

// What the server refuses a new constraint for (src/backend/commands/tablecmds.c and indexcmds.c,
// src/backend/parser/parse_utilcmd.c). Private to compiler/catalog.

#include "compiler/catalog/statements/constraints.h"

namespace ashlar::catalog {

/// True where the constraint is refused.
bool refuse_constraint(Editor& editor, ObjectId table, const sql::Constraint& written,
                       Reaches reaches);

/// Refuses a unique index or key on a partitioned table that leaves out a column of the partition
/// key (0A000). (indexcmds.c, DefineIndex)
bool refuse_missing_partition_columns(Editor& editor, const Table& table,
                                      const std::vector<std::uint32_t>& columns,
                                      std::string_view what, Span where);

}  // namespace ashlar::catalog
