#pragma once

// A whole schema as text: SQL that builds it in an empty database, and JSON. Layer:
// compiler/schema.

#include <string>

#include "compiler/catalog/catalog.h"

namespace ashlar::schema {

/// Statements that, loaded into an empty database in one go, give it this schema. Ordered by what
/// needs what, then by kind and name; the same catalog always gives the same text. Temporary
/// objects and members of extensions are left out, roles are taken for granted.
[[nodiscard]] std::string schema_sql(const catalog::Catalog& catalog);

/// Every object with all that the catalog knows of it. docs/schema-json.md has the keys.
[[nodiscard]] std::string schema_json(const catalog::Catalog& catalog);

}  // namespace ashlar::schema
