#pragma once

// Text as a terminal shows it: widths, tabs, colours, and bytes that must not reach it. Nothing
// that comes out of a source file may move the cursor or change what else is on the screen. Layer:
// compiler/emit, for its own files.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/emit/emit.h"

namespace ashlar::emit {

/// One code point of a line: what is printed for it and how many columns that takes (0 for a
/// combining mark, 2 for a wide character).
struct Cell {
  std::string text;
  int width = 0;
  std::uint32_t begin = 0;  ///< offset of its first byte in the line
};

/// The line in cells. Tabs reach to the next multiple of 8; control characters and those that
/// change the writing direction are shown as `<U+001B>`; a byte that is no UTF-8 as U+FFFD.
[[nodiscard]] std::vector<Cell> cells_of(std::string_view line);

/// The text as one line's worth of cells, joined. A line end becomes a blank.
[[nodiscard]] std::string printable(std::string_view text);

/// What a colour is for.
enum class Tone { kError, kWarning, kNote, kHelp, kStrong, kFaint, kMark, kAdded, kRemoved };

/// The text between the tone's escape sequence and the one that ends it; unchanged without colour.
[[nodiscard]] std::string paint(std::string_view text, Tone tone, Color color);
[[nodiscard]] Tone tone_of(Severity severity);

/// `3 errors`, `1 error`.
[[nodiscard]] std::string counted(std::size_t count, std::string_view singular);

}  // namespace ashlar::emit
