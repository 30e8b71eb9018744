#pragma once

// What each kind of statement does to the catalog: one function a statement, in files by family.
// A statement that cannot be followed leaves the editor untouched. Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/statements.h"

namespace ashlar::catalog {

// apply_create_table.cpp
void perform(Editor& editor, const sql::CreateTable& statement, Span where);
// apply_views.cpp
void perform(Editor& editor, const sql::CreateTableAs& statement, Span where);
void perform(Editor& editor, const sql::CreateView& statement, Span where);
void perform(Editor& editor, const sql::RefreshMaterializedView& statement, Span where);
// apply_indexes.cpp
void perform(Editor& editor, const sql::CreateIndex& statement, Span where);
void perform(Editor& editor, const sql::Cluster& statement, Span where);
// apply_alter_table.cpp
void perform(Editor& editor, const sql::AlterTable& statement, Span where);
// apply_sequences.cpp
void perform(Editor& editor, const sql::CreateSequence& statement, Span where);
void perform(Editor& editor, const sql::AlterSequence& statement, Span where);
// apply_types.cpp
void perform(Editor& editor, const sql::CreateEnum& statement, Span where);
void perform(Editor& editor, const sql::AlterEnum& statement, Span where);
void perform(Editor& editor, const sql::CreateComposite& statement, Span where);
void perform(Editor& editor, const sql::CreateDomain& statement, Span where);
void perform(Editor& editor, const sql::AlterDomain& statement, Span where);
// apply_functions.cpp
void perform(Editor& editor, const sql::CreateFunction& statement, Span where);
void perform(Editor& editor, const sql::AlterFunction& statement, Span where);
// apply_triggers.cpp
void perform(Editor& editor, const sql::CreateTrigger& statement, Span where);
// apply_table_parts.cpp
void perform(Editor& editor, const sql::CreateRule& statement, Span where);
void perform(Editor& editor, const sql::CreatePolicy& statement, Span where);
void perform(Editor& editor, const sql::AlterPolicy& statement, Span where);
void perform(Editor& editor, const sql::CreateStatistics& statement, Span where);
// apply_schemas.cpp
void perform(Editor& editor, const sql::CreateSchema& statement, Span where);
// apply_extensions.cpp
void perform(Editor& editor, const sql::CreateExtension& statement, Span where);
void perform(Editor& editor, const sql::AlterExtension& statement, Span where);
// apply_others.cpp
void perform(Editor& editor, const sql::CreateOther& statement, Span where);
void perform(Editor& editor, const sql::AlterOther& statement, Span where);
// apply_definitions.cpp
void perform(Editor& editor, const sql::CreateEventTrigger& statement, Span where);
void perform(Editor& editor, const sql::CreateDefined& statement, Span where);
// apply_comments.cpp
void perform(Editor& editor, const sql::Comment& statement, Span where);
void perform(Editor& editor, const sql::SecurityLabel& statement, Span where);
// apply_owners.cpp
void perform(Editor& editor, const sql::AlterOwner& statement, Span where);
void perform(Editor& editor, const sql::OwnedObjects& statement, Span where);
// apply_privileges.cpp
void perform(Editor& editor, const sql::Grant& statement, Span where);
// apply_default_privileges.cpp
void perform(Editor& editor, const sql::AlterDefaultPrivileges& statement, Span where);
// apply_opaque.cpp
void perform(Editor& editor, const sql::OpaqueStatement& statement, Span where);
// apply_publications.cpp
void perform(Editor& editor, const sql::CreatePublication& statement, Span where);
// apply_drop.cpp
void perform(Editor& editor, const sql::Drop& statement, Span where);
// apply_rename.cpp
void perform(Editor& editor, const sql::Rename& statement, Span where);
void perform(Editor& editor, const sql::SetSchema& statement, Span where);
// apply_session.cpp
void perform(Editor& editor, const sql::SetVariable& statement, Span where);
void perform(Editor& editor, const sql::TransactionControl& statement, Span where);
void perform(Editor& editor, const sql::Discard& statement, Span where);

// apply_data.cpp
void perform(Editor& editor, const sql::Insert& statement, Span where);
void perform(Editor& editor, const sql::Update& statement, Span where);
void perform(Editor& editor, const sql::Delete& statement, Span where);
void perform(Editor& editor, const sql::Merge& statement, Span where);
void perform(Editor& editor, const sql::Copy& statement, Span where);
void perform(Editor& editor, const sql::Truncate& statement, Span where);
void perform(Editor& editor, const sql::LockTable& statement, Span where);
void perform(Editor& editor, const sql::Vacuum& statement, Span where);
// apply_procedures.cpp
void perform(Editor& editor, const sql::DoBlock& statement, Span where);
void perform(Editor& editor, const sql::Call& statement, Span where);
void perform(Editor& editor, const sql::Select& statement, Span where);

// Used by several families.

/// Whatever the statement does (apply.cpp).
void perform_any(Editor& editor, const sql::Statement& statement);
/// Where a new relation goes: its schema, `pg_temp` for temporary ones, empty where there is none.
[[nodiscard]] std::string new_relation_schema(const Catalog& catalog,
                                              const sql::QualifiedName& name,
                                              sql::Persistence persistence);
/// Makes a statistics object, with a name made up where none is given; `mentioned` are columns in
/// its expressions.
void add_statistics(Editor& editor, const sql::QualifiedName& name, OtherObject statistics,
                    const std::vector<std::uint32_t>& mentioned, Span where);
/// CREATE AGGREGATE.
void create_aggregate(Editor& editor, const sql::CreateDefined& statement, Span where);
/// Kinds that CREATE makes in one statement of its own, kept as text: casts, languages, …
[[nodiscard]] bool is_kept_as_text(sql::ObjectKind kind);
void create_definition(Editor& editor, const sql::CreateOther& statement, Span where);
/// ALTER of a type, or of what is kept as text. False where it is of another kind.
bool alter_definition(Editor& editor, const sql::AlterOther& statement, Span where);
/// The object that a reference names, whatever its kind; null where there is none.
[[nodiscard]] const Object* find_object(const Catalog& catalog, const sql::ObjectRef& reference);
/// The function with these argument types, or the only one of the name where none are given.
[[nodiscard]] const Object* find_function(const Catalog& catalog, const sql::ObjectRef& reference);

}  // namespace ashlar::catalog
