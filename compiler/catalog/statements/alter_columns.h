#pragma once

// Subcommands of ALTER TABLE and ALTER TYPE that add, drop and change columns, with what the server
// refuses them for (src/backend/commands/tablecmds.c). Private to compiler/catalog.

#include "compiler/catalog/statements/alter_target.h"

namespace ashlar::catalog {

void add_column(Editor& editor, Target target, const sql::AddColumn& action, Span where);
void drop_column(Editor& editor, Target target, const sql::DropColumn& action, Span where);
void set_column_default(Editor& editor, Target target, const sql::SetColumnDefault& action,
                        Span where);
void set_column_not_null(Editor& editor, Target target, const sql::SetColumnNotNull& action,
                         Span where);
void alter_generated(Editor& editor, Target target, const sql::AlterColumnGenerated& action,
                     Span where);
void alter_identity(Editor& editor, Target target, const sql::AlterColumnIdentity& action,
                    Span where);

// alter_column_type.cpp
/// What the server looks at before it carries out any subcommand: USING sees the columns that
/// another one drops.
void prepare_column_type(Editor& editor, Target target, const sql::AlterColumnType& action,
                         Span where);
void alter_column_type(Editor& editor, Target target, const sql::AlterColumnType& action,
                       Span where);

/// Refuses what gives the table's rows other values where a column somewhere holds such rows; true
/// where it did. (tablecmds.c, ATRewriteTables)
bool refuse_stored_rows(Editor& editor, ObjectId table, Span where);

/// True where the partition key of the table stands on the column.
[[nodiscard]] bool is_in_partition_key(const Table& table, std::uint32_t column);
/// The type as messages print it.
[[nodiscard]] bool surely_different(const Type& a, const Type& b);

}  // namespace ashlar::catalog
