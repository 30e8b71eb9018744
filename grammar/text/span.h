#pragma once

// Positions in source text. Everything in the compiler speaks of half-open byte ranges; line and
// column (in Unicode code points, from 1) exist only at the moment of printing.
// Layer: grammar/text, the lowest. Sees only the standard library.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ashlar {

/// Index of a file in a `Sources`.
using FileId = std::uint32_t;

/// Half-open range of bytes in one file: `begin` is the first byte, `end` one past the last.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool empty() const { return begin == end; }
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  friend auto operator<=>(const Span&, const Span&) = default;
};

/// The bytes of `text` that `span` covers.
[[nodiscard]] inline std::string_view slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

/// A span in a particular file.
struct Location {
  FileId file = 0;
  Span span;
  friend auto operator<=>(const Location&, const Location&) = default;
};

/// A place as people write it. Both count from 1; columns count Unicode code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// Finds lines and columns in one text. `text` must outlive the map. A line ends after LF (a CR
/// before it belongs to the line end, not to the line); bytes that are no UTF-8 count one column
/// each.
class LineMap {
 public:
  explicit LineMap(std::string_view text);

  /// The position of a byte; an offset past the end gives the end.
  [[nodiscard]] Position position(std::uint32_t offset) const;
  /// The line's text without its line end; `line` counts from 1.
  [[nodiscard]] std::string_view line(std::uint32_t line) const;
  /// The offset of the line's first byte; `line` counts from 1.
  [[nodiscard]] std::uint32_t line_begin(std::uint32_t line) const;
  [[nodiscard]] std::uint32_t line_count() const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;
};

/// Number of code points in `text`, counting each byte that is no UTF-8 as one.
[[nodiscard]] std::uint32_t count_code_points(std::string_view text);

}  // namespace ashlar
