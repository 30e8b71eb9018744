#pragma once

// Which types an index's method has a default operator class for (src/backend/commands/indexcmds.c,
// GetDefaultOpClass). Private to compiler/catalog.

#include <string_view>

#include "compiler/catalog/catalog.h"

namespace ashlar::catalog {

/// True where there is surely none: the type is known, and no extension or statement may have
/// brought one.
[[nodiscard]] bool surely_no_operator_class(const Catalog& catalog, std::string_view method,
                                            const Type& type);
/// True where the server would take this class, which it has itself, without being told.
[[nodiscard]] bool is_default_operator_class(const Catalog& catalog, std::string_view method,
                                             const Type& type, const NameRef& name);
/// Something may have brought methods or operator classes that the server does not have itself.
[[nodiscard]] bool may_have_operator_classes(const Catalog& catalog);

}  // namespace ashlar::catalog
