#pragma once

// How JSON is printed, everywhere alike. Layer: compiler/emit, for its own files.

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace ashlar::emit {

/// Two blanks a level, a line end at the end. Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json);

}  // namespace ashlar::emit
