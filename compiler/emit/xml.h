#pragma once

// Text inside XML. Layer: compiler/emit.

#include <string>
#include <string_view>

namespace ashlar::emit {

/// For an attribute or between tags. XML 1.0 holds no control characters but tab and line ends.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace ashlar::emit
