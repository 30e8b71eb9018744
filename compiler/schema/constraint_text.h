#pragma once

// Constraints as SQL, and which of them stand inside of CREATE TABLE. Layer: compiler/schema, for
// the files of this folder.

#include <string>

#include "compiler/schema/entry.h"

namespace ashlar::schema {

/// `CONSTRAINT name CHECK (…)` and so on, NOT VALID included.
[[nodiscard]] std::string constraint_text(const Catalog& catalog, const Object& object);

/// True where CREATE TABLE has the constraint: keys and checks that need nothing special.
[[nodiscard]] bool stands_inside(const Printing& printing, const Object& object);
/// True where something else makes it: the table or the partitioned table above.
[[nodiscard]] bool comes_from_above(const Catalog& catalog, const Object& object);

/// True where the partition's columns, checks and defaults are just the parent's, so that CREATE
/// TABLE … PARTITION OF makes it.
[[nodiscard]] bool follows_parent(const Catalog& catalog, const catalog::Table& partition);

/// `(keys) INCLUDE (…)` of an index.
[[nodiscard]] std::string index_keys_text(const Catalog& catalog, const catalog::Index& index);

/// What a constraint needs beside its table.
void need_constraint(const Catalog& catalog, const Object& object, std::vector<ObjectId>& needs);
/// What an index needs beside its table.
void need_index(const Catalog& catalog, const Object& object, std::vector<ObjectId>& needs);

}  // namespace ashlar::schema
