#pragma once

// Making and taking away columns, with the sequences, defaults and dependencies that go with them.
// Private to compiler/catalog.

#include <optional>
#include <string>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// The column as defined, without number and sequence. `serial` becomes its integer type.
[[nodiscard]] Column column_of(const Editor& editor, const sql::ColumnDefinition& definition);

/// What the server refuses a new column for, its name aside: its type (42704, 42P16, 0A000), its
/// collation, and clauses that exclude each other. True where it did.
bool refuse_column_definition(Editor& editor, const sql::ColumnDefinition& definition);

/// After the column stands in the table: its type, default and generation as dependencies, and the
/// sequence of serial or identity.
void complete_column(Editor& editor, ObjectId table, std::uint32_t number,
                     const sql::ColumnDefinition& definition);

/// The sequence of a serial or identity column, owned by it. `name` is empty where the server makes
/// one up.
struct OwnedSequence {
  bool identity = false;
  sql::QualifiedName name{};
  SequenceOptions options{};
};
void add_owned_sequence(Editor& editor, ObjectId table, std::uint32_t number,
                        const OwnedSequence& wanted, Span where);
/// What the options of GENERATED … AS IDENTITY (…) ask for; nothing where they are refused.
[[nodiscard]] std::optional<OwnedSequence> identity_sequence(
    Editor& editor, const Type& type, const std::vector<sql::Option>& options, Span where);
/// The sequence behind a serial column.
[[nodiscard]] OwnedSequence serial_sequence(const Type& type);

/// The storage as it is kept: empty for the type's own.
[[nodiscard]] std::string kept_storage(const Catalog& catalog, const Type& type,
                                       const std::string& written);
/// A compression method as it is kept: empty for the default.
[[nodiscard]] std::string kept_compression(const std::string& written);

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
