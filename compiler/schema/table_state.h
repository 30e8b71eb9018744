#pragma once

// What a table has that CREATE TABLE cannot say. Layer: compiler/schema, for the files of this
// folder.

#include <string>

#include "compiler/schema/entry.h"

namespace ashlar::schema {

/// Statistics targets, storage and options of columns.
[[nodiscard]] std::string column_state_text(const Catalog& catalog, const Object& object);
/// The column of the name in the first parent that has one; null where none has.
[[nodiscard]] const catalog::Column* column_above(const Catalog& catalog,
                                                  const catalog::Table& table,
                                                  const std::string& name);
/// Where an inherited column is not as its parents have it.
[[nodiscard]] std::string inherited_column_text(const Printing& printing, const Object& object);
[[nodiscard]] std::string row_security_text(const Catalog& catalog, const Object& object);
/// Replica identity and the index of CLUSTER: of tables and materialized views.
void add_index_state(const Printing& printing, const Object& object, Entries& entries);

}  // namespace ashlar::schema
