#pragma once

// Objects of the catalog as JSON, the keys as docs/schema-json.md has them: a key whose value is
// the usual one (empty, false, nothing) is left out. Layer: compiler/schema, for schema_json.cpp.

#include <nlohmann/json.hpp>

#include "compiler/schema/entry.h"

namespace ashlar::schema {

using Json = nlohmann::ordered_json;

/// Sets the key unless the value is empty or false.
void put(Json& json, const char* key, const std::string& value);
void put(Json& json, const char* key, bool value);
void put(Json& json, const char* key, Json value);

/// Schema, name, owner, comment, labels, privileges: what every object may have.
[[nodiscard]] Json named(const Catalog& catalog, const Object& object);

[[nodiscard]] Json settings_json(const catalog::Settings& settings);
[[nodiscard]] Json columns_json(const Catalog& catalog, const Object& object,
                                const std::vector<catalog::Column>& columns);
/// A table's or view's constraints, indexes, triggers, policies, rules and statistics, by name.
void put_parts(Json& json, const Catalog& catalog, const Object& object);

[[nodiscard]] Json table_json(const Catalog& catalog, const Object& object);
[[nodiscard]] Json view_json(const Catalog& catalog, const Object& object);
[[nodiscard]] Json sequence_json(const Catalog& catalog, const Object& object);
[[nodiscard]] Json type_json(const Catalog& catalog, const Object& object);
[[nodiscard]] Json function_json(const Catalog& catalog, const Object& object);
[[nodiscard]] Json other_json(const Catalog& catalog, const Object& object);

}  // namespace ashlar::schema
