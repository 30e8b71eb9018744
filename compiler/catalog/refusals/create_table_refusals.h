#pragma once

// What the server refuses CREATE TABLE for before it makes anything: its columns, parents and
// clauses; constraints are in constraint_refusals.h. Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// True where the statement cannot be followed at all: a parent is missing or is none.
bool refuse_parents(Editor& editor, const sql::CreateTable& statement);
/// OF a type that is missing (42704) or no composite one (42809); true where it is.
bool refuse_row_type_of(Editor& editor, const sql::CreateTable& statement);
/// Columns, LIKE, PRIMARY KEYs, ON COMMIT.
void refuse_clauses(Editor& editor, const sql::CreateTable& statement);
/// The partition key, once the table's columns are known.
void refuse_partition_key(Editor& editor, const Table& table, const sql::PartitionBy& by);

}  // namespace ashlar::catalog
