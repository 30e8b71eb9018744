#pragma once

// What every object may have beside its definition: owner, comment, security labels, privileges.
// Layer: compiler/schema, for the files of this folder.

#include <string>

#include "compiler/schema/entry.h"

namespace ashlar::schema {

/// `TABLE t`, `FUNCTION f(integer)`, `TRIGGER x ON t`: how COMMENT ON names the object.
[[nodiscard]] std::string target_text(const Catalog& catalog, const Object& object);

/// The statements that give the object, freshly made, all of that; empty where there is none.
[[nodiscard]] std::string annotations_text(const Catalog& catalog, const Object& object);

}  // namespace ashlar::schema
