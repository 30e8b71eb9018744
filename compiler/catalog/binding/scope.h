#pragma once

// Scope: the relations and columns that an expression may name, level by level, as the server's
// parser keeps them (src/backend/parser/parse_relation.c, ParseNamespaceItem). Private to
// compiler/catalog.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/catalog/binding/query_columns.h"
#include "compiler/catalog/catalog.h"

namespace ashlar::catalog {

struct ScopeColumn {
  std::string name;
  Type type;
  NameRef collation;
  ObjectId relation = 0;  ///< whose column it is; 0: a subquery's or a function's
  std::uint32_t number = 0;
  bool renamed = false;  ///< an alias gives the name, so it stays as it is
  bool merged = false;   ///< by USING: a name alone means the merged column
};

/// One relation, subquery, function or named join of FROM.
struct ScopeItem {
  std::string name;       ///< by which columns are qualified; empty: none
  std::string schema;     ///< of a relation under its own name
  ObjectId relation = 0;  ///< likewise: its name follows renames
  ObjectId row = 0;       ///< the relation, alias or not
  std::vector<ScopeColumn> columns;
  bool complete = true;     ///< false: it may have other columns too
  bool qualifies = true;    ///< `name.column` is possible
  bool unqualified = true;  ///< `column` is possible
  /// Of a relation without column aliases: where they would stand, and which columns must keep the
  /// names that they have here, since USING names them.
  std::uint32_t alias_at = 0;
  bool has_alias = false;
  std::vector<std::uint32_t> kept = {};
  bool plain_value = false;  ///< of a function that gives one: that is its whole row
};

/// A query that WITH names.
struct NamedQuery {
  std::string name;
  std::vector<OutputColumn> columns;
  bool complete = true;
};

struct Scope {
  const Scope* outer = nullptr;
  std::vector<ScopeItem> items;
  std::size_t first = 0;  ///< a join's condition sees the items from here on
  std::vector<NamedQuery> with;
  /// What NATURAL means, and where it is to be written.
  std::vector<std::pair<std::uint32_t, std::string>> behind_joins;
};

struct FoundColumn {
  const ScopeItem* item = nullptr;  ///< null: none
  const ScopeColumn* column = nullptr;
  bool ambiguous = false;
};

/// The column of that name alone, in one level.
[[nodiscard]] FoundColumn find_unqualified(const Scope& scope, std::string_view name);
/// The item of that name in one level; with a schema only where the relation stands in it.
[[nodiscard]] const ScopeItem* find_item(const Scope& scope, std::string_view schema,
                                         std::string_view name);
[[nodiscard]] const ScopeColumn* find_column(const ScopeItem& item, std::string_view name);
/// Every name that the level's items may hold is known.
[[nodiscard]] bool is_complete(const Scope& scope);
[[nodiscard]] const NamedQuery* find_named_query(const Scope* scope, std::string_view name);

/// The type of ctid, xmin and their kin; an empty name for any other word. (catalog/heap.c)
[[nodiscard]] std::string_view system_column_type(std::string_view name);

/// Columns of a relation or composite type as a scope has them.
[[nodiscard]] std::vector<ScopeColumn> scope_columns(const Object& relation);

}  // namespace ashlar::catalog
