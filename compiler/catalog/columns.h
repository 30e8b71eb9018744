#pragma once

// Making and taking away columns, with the sequences, defaults and dependencies that go with them.
// Private to compiler/catalog.

#include <string>

#include "compiler/catalog/editor.h"

namespace ashlar::catalog {

/// The column as defined, without number and sequence. `serial` becomes its integer type.
[[nodiscard]] Column column_of(const Editor& editor, const sql::ColumnDefinition& definition);

/// After the column stands in the table: its type, default and generation as dependencies, and the
/// sequence of serial or identity.
void complete_column(Editor& editor, ObjectId table, std::uint32_t number,
                     const sql::ColumnDefinition& definition);

/// The sequence of a serial or identity column, owned by it.
enum class SequenceUse { kSerial, kIdentity };
void add_owned_sequence(Editor& editor, ObjectId table, std::uint32_t number, SequenceUse use,
                        Span where);

/// Appends the column to the table or composite type and, by name, to all tables below it.
void append_column(Editor& editor, ObjectId owner, const sql::ColumnDefinition& definition);

/// Takes the column out of the table alone. What hangs on it is the caller's business.
void remove_column(Editor& editor, ObjectId table, std::uint32_t number);

/// The attributes of a composite type, or the columns of a table, for changing; null for anything
/// else.
[[nodiscard]] std::vector<Column>* edit_columns(Editor& editor, ObjectId id);
[[nodiscard]] const std::vector<Column>* columns_of(const Object& object);
[[nodiscard]] const Column* column_named(const Object& object, std::string_view name);

}  // namespace ashlar::catalog
