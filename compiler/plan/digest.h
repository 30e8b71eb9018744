#pragma once

// SHA-256 of texts, as fingerprints and the checksums of steps use it. Layer: compiler/plan.

#include <string>
#include <string_view>

namespace ashlar::plan {

/// "sha256:" and 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace ashlar::plan
