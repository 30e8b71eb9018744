#pragma once

// A source line with its span marked, and the lines that a fix would write. Layer: compiler/emit,
// for its own files.

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/emit/emit.h"
#include "compiler/emit/line_maps.h"

namespace ashlar::emit {

/// Two lines: the source line, and under it `^~~~` below the span. A span over several lines is
/// marked to the end of its first, with `…` after it. Lines wider than about 150 columns are cut
/// around the span.
[[nodiscard]] std::string snippet(LineMaps& lines, const Location& at, Color color);

/// `= fix: …`, and for each place the lines before (`-`) and after (`+`).
[[nodiscard]] std::string fix_preview(LineMaps& lines, const Fix& fix, Color color);

/// Lines that a fix takes out, and those that it puts in their place.
struct LineChange {
  FileId file = 0;
  std::uint32_t first = 0;  ///< the number of the first of them
  std::vector<std::string> removed;
  std::vector<std::string> added;
};
[[nodiscard]] std::vector<LineChange> line_changes(LineMaps& lines, const Fix& fix);

/// The up section of the revision that a fix puts behind.
[[nodiscard]] std::string follow_up_sql(const FollowUp& follow_up);

}  // namespace ashlar::emit
