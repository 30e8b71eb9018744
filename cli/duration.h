#pragma once

// Durations for people. Layer: cli.

#include <chrono>
#include <string>

namespace ashlar::cli {

/// "640 ms", "12.3 s", "4 min 2 s".
[[nodiscard]] std::string duration_text(std::chrono::milliseconds duration);

}  // namespace ashlar::cli
