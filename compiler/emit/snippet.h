#pragma once

// A source line with its span marked, and the lines that a fix would write. Layer: compiler/emit,
// for its own files.

#include <string>

#include "compiler/emit/emit.h"
#include "compiler/emit/line_maps.h"

namespace ashlar::emit {

/// Two lines: the source line, and under it `^~~~` below the span. A span over several lines is
/// marked to the end of its first, with `…` after it. Lines wider than about 150 columns are cut
/// around the span.
[[nodiscard]] std::string snippet(LineMaps& lines, const Location& at, Color color);

/// `= fix: …`, and for each place the lines before (`-`) and after (`+`).
[[nodiscard]] std::string fix_preview(LineMaps& lines, const Fix& fix, Color color);

}  // namespace ashlar::emit
