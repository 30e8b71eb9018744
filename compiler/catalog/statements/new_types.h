#pragma once

// Making types that have no statement of their own in grammar/sql: ranges, base types and shells;
// and what all new types share. Private to compiler/catalog.

#include <string>

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/objects.h"

namespace ashlar::catalog {

/// The schema for a new type of this name. Empty where it cannot be made, and then the statement is
/// refused if that is sure. A shell of the name does not stand in the way where `over_shell`.
enum class OverShell { kRefuse, kAllow };
[[nodiscard]] std::string schema_of_new_type(Editor& editor, const sql::QualifiedName& name,
                                             OverShell over_shell = OverShell::kRefuse);

/// Refuses for the name of a new relation, or of one that comes into the schema, that a type has
/// already (42710): its row type could not have it. True where it did. (heap.c,
/// heap_create_with_catalog)
bool refuse_taken_row_type(Editor& editor, const std::string& schema, const sql::Name& name,
                           ObjectId own = 0);

/// CREATE TYPE … AS RANGE, CREATE TYPE … (…), CREATE TYPE name.
void create_defined_type(Editor& editor, const sql::CreateDefined& statement, Span where);
/// ALTER TYPE … SET (…) of a base type.
void alter_base_type(Editor& editor, ObjectId id, const sql::AlterOther& statement);

}  // namespace ashlar::catalog
