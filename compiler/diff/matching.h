#pragma once

// Which object of one catalog is which of another. Layer: compiler/diff.

#include <set>
#include <unordered_map>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace ashlar::diff {

/// Objects of two catalogs that are one and the same to a migration: by number where one catalog
/// came from the other (renames show), else by kind, schema and name, parts by their table's;
/// a constraint, an index or a column's sequence of one table by what it is, where its name
/// differs.
struct Matching {
  std::unordered_map<catalog::ObjectId, catalog::ObjectId> to_of;  ///< number in `from` → in `to`
  std::unordered_map<catalog::ObjectId, catalog::ObjectId> from_of;  ///< the other way round
  /// Numbers in `from`, and in `to`, of what is not the very same value in both. Where numbers
  /// tell, all others are themselves, and stand in neither map.
  std::set<catalog::ObjectId> changed_from;
  std::set<catalog::ObjectId> changed_to;
  bool numbers_tell = false;

  [[nodiscard]] catalog::ObjectId to(catalog::ObjectId from) const;  ///< 0: none
  [[nodiscard]] catalog::ObjectId from(catalog::ObjectId to) const;  ///< 0: none
};

/// `numbers_tell`: the two have a history in common, so equal numbers are the same object.
[[nodiscard]] Matching match(const catalog::Catalog& from, const catalog::Catalog& to,
                             bool numbers_tell);

/// The table (view, domain) that the object is a part of; 0: none.
[[nodiscard]] catalog::ObjectId table_of(const catalog::Object& object);

/// Roles, databases and tablespaces are no part of a schema.
[[nodiscard]] bool is_of_the_cluster(const catalog::Object& object);

/// Neither temporary, nor the server's, nor an extension's member: what a migration deals with.
[[nodiscard]] bool is_managed(const catalog::Object& object);

}  // namespace ashlar::diff
