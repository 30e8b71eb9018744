#pragma once

// One object as JSON: what `ashlar schema --format json` prints of it. Layer: compiler/schema.

#include <nlohmann/json.hpp>
#include <string>

#include "compiler/catalog/catalog.h"

namespace ashlar::schema {

struct Description {
  /// The list of docs/schema-json.md that it stands in ("tables"); empty for what stands inside its
  /// table.
  std::string list;
  /// What tells objects of one schema and name apart in that list: a function's arguments.
  std::string detail;
  nlohmann::ordered_json json;
};

[[nodiscard]] Description describe(const catalog::Catalog& catalog, const catalog::Object& object);

/// The same of what stands inside its table, and in which of the table's lists ("indexes").
[[nodiscard]] Description describe_part(const catalog::Catalog& catalog,
                                        const catalog::Object& part);

}  // namespace ashlar::schema
