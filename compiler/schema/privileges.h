#pragma once

// GRANT and REVOKE. Layer: compiler/schema, for the files of this folder.

#include <string>

#include "compiler/schema/entry.h"

namespace ashlar::schema {

/// The statements that bring a fresh object's privileges to what the catalog has, entry by entry in
/// its order (the server keeps them in that order too); empty where nobody changed any.
[[nodiscard]] std::string privileges_text(const Catalog& catalog, const Object& object);

}  // namespace ashlar::schema
