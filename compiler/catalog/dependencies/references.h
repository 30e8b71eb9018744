#pragma once

// From the names that expressions and queries mention to the objects they mean, as dependencies.
// Private to compiler/catalog.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// Numbers of the table's columns that the expression mentions, each once, in order of mention.
[[nodiscard]] std::vector<std::uint32_t> mentioned_columns(const Table& table,
                                                           const sql::References& references);

/// Functions, types, sequences (`nextval('s')`) and relations that `references` mentions, as normal
/// dependencies of the object (or of one column of it).
void depend_on_references(Editor& editor, ObjectId dependent, std::uint32_t dependent_column,
                          const sql::References& references);

/// The column's type where the catalog holds it.
void depend_on_type(Editor& editor, ObjectId dependent, std::uint32_t dependent_column,
                    const Type& type);

/// A query's relations and columns as dependencies of a view. A name without a table counts for
/// every relation of the query that has such a column.
void depend_on_query(Editor& editor, ObjectId view, const sql::Query& query);

/// `nextval('s.t')`'s argument, or any other name in a string, as a name.
[[nodiscard]] sql::QualifiedName name_in_text(std::string_view text);

/// A relation of a query and the name by which its columns are qualified there.
struct ScopeEntry {
  std::string alias;
  const Object* relation = nullptr;
};
/// The relations of the query that the catalog knows, in the order in which they are written.
[[nodiscard]] std::vector<ScopeEntry> scope_of(const Editor& editor, const sql::Query& query);

}  // namespace ashlar::catalog
