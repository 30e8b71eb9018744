#pragma once

// Looking up what a statement names, or refusing the statement as the server does where the catalog
// is sure that there is no such thing. Private to compiler/catalog.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// `did you mean `x`?` for the candidate that the name is nearest to; empty where none is near.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       const std::vector<std::string>& candidates);

/// True where the catalog is sure that the schema does not exist.
[[nodiscard]] bool is_surely_no_schema(const Catalog& catalog, const std::string& name);
/// True where the catalog is sure that nothing in the space has the name: it is not in the schema
/// or on the path, no statement that cannot be read may have made it, and neither the server itself
/// nor an extension may have it. For functions pass the name alone.
[[nodiscard]] bool is_surely_absent(const Catalog& catalog, NameSpace space,
                                    const sql::QualifiedName& name);
/// True where statements that cannot be read, or extensions, may have brought anything of that
/// space that the catalog does not hold.
[[nodiscard]] bool may_hold_unseen(const Catalog& catalog, NameSpace space);
/// True for schemas whose objects the catalog does not hold (pg_catalog, information_schema, …).
[[nodiscard]] bool is_system_schema(std::string_view name);
/// The name as messages print it: `s.t`, `t`.
[[nodiscard]] std::string words_of(const sql::QualifiedName& name);
/// Where a name is spelled; where it is not, `otherwise`.
[[nodiscard]] Span span_of(const sql::Name& name, Span otherwise);

/// Refuses for a schema that surely does not exist (3F000); true where it did.
bool refuse_unknown_schema(Editor& editor, const sql::Name& schema);
/// Refuses for a relation that is surely not there (3F000 for its schema, 42P01). True where it
/// did.
bool refuse_unknown_relation(Editor& editor, const sql::QualifiedName& name, Span where);
/// The relation. Null where there is none, and then the statement is refused if that is sure.
[[nodiscard]] const Object* require_relation(Editor& editor, const sql::QualifiedName& name,
                                             Span where);

/// Names of the columns of a relation or composite type, as far as they are known.
[[nodiscard]] std::vector<std::string> column_names(const Object& relation);
/// Refuses for a column that the relation does not have (42703); true where it did. System columns
/// count as present, and so does any column of a view whose columns are not known.
bool refuse_unknown_column(Editor& editor, const Object& relation, const sql::Name& column,
                           Span where);

/// ctid, xmin and their kin: there in every table.
[[nodiscard]] bool is_system_column(std::string_view name);

/// Refuses for the name of a new relation that something has already (42P07), or whose schema does
/// not exist (3F000). True where it did, or where IF NOT EXISTS makes the server skip the
/// statement.
enum class IfTaken { kRefuse, kSkip };
bool refuse_taken_relation(Editor& editor, const std::string& schema, const sql::Name& name,
                           IfTaken if_taken);

/// A collation or operator class by name, with its schema and id where the catalog holds it. What
/// is built in has no schema, and the collation `default` no name.
[[nodiscard]] NameRef collation_named(const Catalog& catalog, const sql::QualifiedName& name);
[[nodiscard]] NameRef operator_class_named(const Catalog& catalog, const sql::QualifiedName& name);

/// The note of a duplicate that points at the first of the name; none where no file makes it.
[[nodiscard]] std::vector<Note> made_here(const std::string& name, const Origin& origin);

/// Shorthand for a Problem without notes.
void refuse(Editor& editor, ProblemKind kind, std::string_view sqlstate, std::string message,
            Span where, std::string help = {});

}  // namespace ashlar::catalog
