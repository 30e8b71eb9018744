#pragma once

// Puts the pieces of a schema in an order in which they load. Layer: compiler/schema, for
// schema_sql.cpp.

#include "compiler/schema/entry.h"

namespace ashlar::schema {

/// The entries in order: each after what makes what it needs, otherwise by rank and name. Where
/// entries need each other in a circle, the first by rank and name goes first.
[[nodiscard]] Entries in_dependency_order(Entries entries);

/// Objects that lie on a circle of needs.
[[nodiscard]] std::vector<ObjectId> on_circles(const Entries& entries);

}  // namespace ashlar::schema
