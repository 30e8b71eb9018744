#pragma once

// Making constraints on tables, with the copies that partitions and inheriting tables get.
// Private to compiler/catalog.

#include <string>
#include <vector>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// ONLY, or with all tables below.
enum class Reaches { kAll, kOnly };

/// ALTER TABLE … ADD of any constraint, and the one way in which CREATE TABLE makes them.
void add_constraint(Editor& editor, ObjectId table, const sql::Constraint& written,
                    Reaches reaches);

/// PRIMARY KEY, UNIQUE, EXCLUDE, with their index or USING INDEX.
void add_key(Editor& editor, ObjectId table, const sql::Constraint& written, Reaches reaches);
/// CHECK; `taken` holds names given in the same statement.
void add_check(Editor& editor, ObjectId table, const sql::Constraint& written,
               std::vector<std::string>& taken);
void add_foreign_key(Editor& editor, ObjectId table, const sql::Constraint& written);
/// CHECK of a domain.
void add_domain_check(Editor& editor, ObjectId domain, const sql::Constraint& written);

/// Gives `child` the CHECK constraints that `parent` passes on, merging those of the same name.
void inherit_checks(Editor& editor, ObjectId parent, ObjectId child, Span where);
/// The way back for DETACH and NO INHERIT: what came from the parent becomes the child's own.
void disinherit_checks(Editor& editor, ObjectId parent, ObjectId child);
/// Gives a partition the partitioned table's foreign keys. (tablecmds.c, CloneFkReferencing)
void inherit_foreign_keys(Editor& editor, ObjectId parent, ObjectId partition, Span where);
/// Foreign keys to the partitioned table hang on the partition too, as long as it is one.
void reference_partition(Editor& editor, ObjectId parent, ObjectId partition);
void dereference_partition(Editor& editor, ObjectId parent, ObjectId partition);
void disinherit_foreign_keys(Editor& editor, ObjectId parent, ObjectId partition);

/// Numbers of the named columns; empty where one is unknown.
[[nodiscard]] std::vector<std::uint32_t> column_numbers(const Table& table,
                                                        const std::vector<sql::Name>& names);

/// Sets or clears NOT NULL on the column and, by name, on all tables below.
void set_not_null(Editor& editor, ObjectId table, const std::string& column, bool not_null);

/// The table's primary key constraint, or null.
[[nodiscard]] const Object* primary_key(const Catalog& catalog, ObjectId table);

}  // namespace ashlar::catalog
