#pragma once

// How JSON is printed, everywhere alike. Layer: compiler/schema.

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace ashlar::schema {

/// Two blanks a level, a line end at the end. Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json);

}  // namespace ashlar::schema
