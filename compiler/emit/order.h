#pragma once

// The order and the count of findings in every output. Layer: compiler/emit, for its own files.

#include <cstddef>
#include <vector>

#include "grammar/text/diagnostic.h"

namespace ashlar::emit {

/// By file and place; what stands at one place in the order in which it was found.
[[nodiscard]] std::vector<const Diagnostic*> in_order(const Diagnostics& diagnostics);

struct Counts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
};
[[nodiscard]] Counts count(const Diagnostics& diagnostics);

}  // namespace ashlar::emit
