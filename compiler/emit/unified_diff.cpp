// Unified diffs, as `patch` and `git apply` read them.

#include <fmt/format.h>

#include "compiler/emit/emit.h"
#include "compiler/emit/line_diff.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit {
namespace {

constexpr std::size_t kContext = 3;

/// A line of the diff: ' ', '-' or '+', and where it stands (from 0) in both texts.
struct Row {
  char sign = ' ';
  std::string_view text;
  std::size_t before = 0;
  std::size_t after = 0;
};

std::vector<Row> rows_of(std::string_view before, std::string_view after) {
  const std::vector<std::string_view> a = lines_with_ends(before);
  const std::vector<std::string_view> b = lines_with_ends(after);
  const LineDiff diff = diff_lines(a, b);
  std::vector<Row> rows;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && diff.removed[i]) {
      rows.push_back({'-', a[i], i, j});
      ++i;
    } else if (j < b.size() && diff.added[j]) {
      rows.push_back({'+', b[j], i, j});
      ++j;
    } else {
      rows.push_back({' ', a[i], i, j});
      ++i;
      ++j;
    }
  }
  return rows;
}

std::string row_text(const Row& row, Color color) {
  constexpr std::string_view kNoLineEnd = "\\ No newline at end of file\n";
  std::string_view line = row.text;
  const bool ended = line.ends_with('\n');
  if (ended) line.remove_suffix(1);
  // On a terminal nothing of the text may act; elsewhere the bytes have to stay what they are.
  std::string text = row.sign + (color == Color::kAlways ? printable(line) : std::string(line));
  if (row.sign == '-') text = paint(text, Tone::kRemoved, color);
  if (row.sign == '+') text = paint(text, Tone::kAdded, color);
  text += '\n';
  if (!ended) text += kNoLineEnd;
  return text;
}

/// `12,3`; a range of one line is its number, an empty one names the line before it.
std::string range(std::size_t first, std::size_t count) {
  if (count == 1) return std::to_string(first + 1);
  return fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

std::string hunk_text(const std::vector<Row>& rows, std::size_t begin, std::size_t end,
                      Color color) {
  std::size_t before = 0;
  std::size_t after = 0;
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (rows[i].sign != '+') ++before;
    if (rows[i].sign != '-') ++after;
    text += row_text(rows[i], color);
  }
  const std::string head = fmt::format("@@ -{} +{} @@", range(rows[begin].before, before),
                                       range(rows[begin].after, after));
  return paint(head, Tone::kNote, color) + "\n" + text;
}

}  // namespace

std::string unified_diff(const std::string& path, const std::string& before,
                         const std::string& after, Color color) {
  if (before == after) return {};
  const std::vector<Row> rows = rows_of(before, after);
  // What `git apply` and `patch` make a file of.
  const std::string old_path = before.empty() ? "/dev/null" : "a/" + path;
  std::string text = paint("--- " + old_path, Tone::kStrong, color) + "\n" +
                     paint("+++ b/" + path, Tone::kStrong, color) + "\n";
  std::size_t at = 0;
  while (true) {
    while (at < rows.size() && rows[at].sign == ' ') ++at;
    if (at == rows.size()) return text;
    const std::size_t begin = at - std::min(at, kContext);
    std::size_t last = at;  // the last changed row of the hunk
    for (std::size_t i = at; i < rows.size() && i <= last + 2 * kContext + 1; ++i) {
      if (rows[i].sign != ' ') last = i;
    }
    const std::size_t end = std::min(last + 1 + kContext, rows.size());
    text += hunk_text(rows, begin, end, color);
    at = end;
  }
}

}  // namespace ashlar::emit
