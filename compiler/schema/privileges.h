#pragma once

// GRANT and REVOKE. Layer: compiler/schema, for the files of this folder.

#include <string>
#include <vector>

#include "compiler/schema/entry.h"

namespace ashlar::schema {

/// The statements that bring a fresh object's privileges to what the catalog has, entry by entry in
/// its order (the server keeps them in that order too); empty where nobody changed any.
[[nodiscard]] std::string privileges_text(const Catalog& catalog, const Object& object);

/// What holds, the defaults written out where nobody changed any; of columns too.
[[nodiscard]] std::vector<catalog::Grant> effective_privileges(const Object& object);

/// The statements that bring the privileges of an object that is there from `was` to the catalog's.
[[nodiscard]] std::string privileges_change(const Catalog& catalog, const Object& object,
                                            const std::vector<catalog::Grant>& was);

}  // namespace ashlar::schema
