#pragma once

// Which lines of one text are gone in another, and which are new: Myers' algorithm in linear space
// (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). The answer is shortest.
// Layer: compiler/emit, for its own files.

#include <string_view>
#include <vector>

namespace ashlar::emit {

/// The lines of a text, each with its line end; the last may have none.
[[nodiscard]] std::vector<std::string_view> lines_with_ends(std::string_view text);

struct LineDiff {
  std::vector<bool> removed;  ///< one a line before
  std::vector<bool> added;    ///< one a line after
};

[[nodiscard]] LineDiff diff_lines(const std::vector<std::string_view>& before,
                                  const std::vector<std::string_view>& after);

}  // namespace ashlar::emit
