#pragma once

// Who made a schema. A history leaves that open (whoever runs it), a dump names the role. Layer:
// compiler/catalog.

#include <string>

#include "compiler/catalog/catalog.h"

namespace ashlar::catalog {

/// True for what has an owner of its own; parts of tables belong to the table's.
[[nodiscard]] bool has_owner(const Object& object);

/// The catalog as the statements that made it would leave it if `role` ran them: what the role
/// owns, grants and is granted has no name, as in a history.
[[nodiscard]] Catalog made_by(Catalog catalog, const std::string& role);

}  // namespace ashlar::catalog
