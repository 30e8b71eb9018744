#pragma once

// Nodes of libpg_query's tree as JSON: `{"ColumnRef": {…}}`. Private to grammar/postgres, for
// normal_tree.h and what belongs to it.

#include <nlohmann/json.hpp>
#include <string>

namespace ashlar::postgres {

/// The fields of a node of that kind; null where it is another.
[[nodiscard]] inline const nlohmann::json* fields_of(const nlohmann::json& tree, const char* kind) {
  if (!tree.is_object() || tree.size() != 1) return nullptr;
  const auto at = tree.find(kind);
  return at == tree.end() ? nullptr : &*at;
}
[[nodiscard]] inline nlohmann::json* fields_of(nlohmann::json& tree, const char* kind) {
  if (!tree.is_object() || tree.size() != 1) return nullptr;
  const auto at = tree.find(kind);
  return at == tree.end() ? nullptr : &*at;
}

/// The text of a String; empty where it is none.
[[nodiscard]] inline std::string text_of(const nlohmann::json& node) {
  const nlohmann::json* fields = fields_of(node, "String");
  return fields == nullptr ? std::string() : fields->value("sval", std::string());
}

}  // namespace ashlar::postgres
