#include "compiler/emit/snippet.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/emit/terminal.h"

namespace ashlar::emit {
namespace {

constexpr int kGutter = 5;      // columns of the line number
constexpr int kMaxWidth = 150;  // columns of a source line
constexpr int kLead = 40;       // columns shown before a span that lies far to the right
constexpr std::size_t kMaxPreviewLines = 6;
constexpr std::string_view kCut = "…";

std::string gutter(std::uint32_t line) { return fmt::format("{:>{}} | ", line, kGutter); }
std::string empty_gutter() { return fmt::format("{:>{}} | ", "", kGutter); }

int width_of(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) {
  int width = 0;
  for (std::size_t i = begin; i < end; ++i) width += cells[i].width;
  return width;
}

/// The first cell at or after a byte of the line.
std::size_t cell_at(const std::vector<Cell>& cells, std::uint32_t offset) {
  const auto found =
      std::lower_bound(cells.begin(), cells.end(), offset,
                       [](const Cell& cell, std::uint32_t wanted) { return cell.begin < wanted; });
  return static_cast<std::size_t>(found - cells.begin());
}

/// Cells [begin, end) of a line: all of it, or what fits around `focus`.
struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Window window_around(const std::vector<Cell>& cells, std::size_t focus) {
  Window window{0, cells.size()};
  if (width_of(cells, 0, cells.size()) <= kMaxWidth) return window;
  int lead = 0;
  window.begin = focus;
  while (window.begin > 0 && lead + cells[window.begin - 1].width <= kLead) {
    lead += cells[--window.begin].width;
  }
  int width = 0;
  window.end = window.begin;
  while (window.end < cells.size() && width + cells[window.end].width <= kMaxWidth) {
    width += cells[window.end++].width;
  }
  return window;
}

std::string join(const std::vector<Cell>& cells, Window window) {
  std::string text = window.begin > 0 ? std::string(kCut) : "";
  for (std::size_t i = window.begin; i < window.end; ++i) text += cells[i].text;
  if (window.end < cells.size()) text += kCut;
  return text;
}

/// A whole line, cut where it is too wide.
std::string shown_line(std::string_view line) {
  const std::vector<Cell> cells = cells_of(line);
  return join(cells, window_around(cells, 0));
}

std::uint32_t visible_begin(const LineMap& map, std::string_view text, std::uint32_t line) {
  // LineMap::line leaves a byte order mark out; offsets into the line have to as well.
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  const std::uint32_t begin = map.line_begin(line);
  return begin + (line == 1 && text.substr(0, 3) == kByteOrderMark ? 3 : 0);
}

/// The edits of a fix that touch a common stretch of lines [first, last].
struct EditGroup {
  FileId file = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::vector<const Edit*> edits;
};

/// The last line that the edit changes. Where it ends at the start of a line (it takes whole lines
/// out), that line stays as it is.
std::uint32_t last_line_of(const LineMap& map, const Edit& edit) {
  const Span span = edit.location.span;
  const std::uint32_t last = map.position(span.end).line;
  const bool whole_lines = !span.empty() && (edit.text.empty() || edit.text.back() == '\n') &&
                           map.line_begin(map.position(span.begin).line) == span.begin &&
                           map.line_begin(last) == span.end && last > 1;
  return whole_lines ? last - 1 : last;
}

std::vector<EditGroup> group_edits(LineMaps& lines, const Fix& fix) {
  std::vector<const Edit*> edits;
  for (const Edit& edit : fix.edits) {
    const Span span = edit.location.span;
    const bool lies_in_file =
        span.begin <= span.end && span.end <= lines.sources()[edit.location.file].text.size();
    if (lies_in_file) edits.push_back(&edit);
  }
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit* a, const Edit* b) { return a->location < b->location; });
  std::vector<EditGroup> groups;
  for (const Edit* edit : edits) {
    const LineMap& map = lines.of(edit->location.file);
    const std::uint32_t first = map.position(edit->location.span.begin).line;
    const std::uint32_t last = last_line_of(map, *edit);
    if (groups.empty() || groups.back().file != edit->location.file || groups.back().last < first) {
      groups.push_back({edit->location.file, first, last, {}});
    }
    groups.back().last = std::max(groups.back().last, last);
    groups.back().edits.push_back(edit);
  }
  return groups;
}

/// The bytes of the group's lines, before and after its edits.
std::pair<std::string, std::string> texts_of(LineMaps& lines, const EditGroup& group) {
  const LineMap& map = lines.of(group.file);
  const std::string_view text = lines.sources()[group.file].text;
  const std::uint32_t begin = visible_begin(map, text, group.first);
  const std::size_t end =
      group.last < map.line_count() ? map.line_begin(group.last + 1) : text.size();
  std::string after;
  std::size_t at = begin;
  for (const Edit* edit : group.edits) {
    const Span span = edit->location.span;
    if (span.begin < at) continue;
    after += text.substr(at, span.begin - at);
    after += edit->text;
    at = span.end;
  }
  if (at < end) after += text.substr(at, end - at);
  return {std::string(text.substr(begin, end - begin)), std::move(after)};
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, length);
    if (line.ends_with('\r')) line.remove_suffix(1);
    result.emplace_back(line);
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return result;
}

std::string preview_lines(const std::vector<std::string>& texts, std::uint32_t first, char sign,
                          Color color) {
  std::string shown;
  for (std::size_t i = 0; i < texts.size() && i < kMaxPreviewLines; ++i) {
    const std::string line = fmt::format("{} {}", sign, shown_line(texts[i]));
    shown += gutter(first + static_cast<std::uint32_t>(i)) +
             paint(line, sign == '-' ? Tone::kRemoved : Tone::kAdded, color) + "\n";
  }
  if (texts.size() > kMaxPreviewLines) {
    shown += empty_gutter() +
             fmt::format("{} … {} more\n", sign, counted(texts.size() - kMaxPreviewLines, "line"));
  }
  return shown;
}

/// Takes away the lines that both begin and end with; how many were at the beginning.
std::uint32_t leave_what_stays(std::vector<std::string>& before, std::vector<std::string>& after) {
  const auto differ = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto same = differ.first - before.begin();
  before.erase(before.begin(), differ.first);
  after.erase(after.begin(), differ.second);
  while (!before.empty() && !after.empty() && before.back() == after.back()) {
    before.pop_back();
    after.pop_back();
  }
  return static_cast<std::uint32_t>(same);
}

std::string follow_up_preview(const FollowUp& follow_up, Color color) {
  std::string shown = fmt::format("{:>{}} = {} a revision that follows, `{}`:\n", "", kGutter,
                                  paint("and:", Tone::kHelp, color), printable(follow_up.message));
  return shown + preview_lines(split_lines(follow_up_sql(follow_up)), 1, '+', color);
}

}  // namespace

std::string snippet(LineMaps& lines, const Location& at, Color color) {
  const LineMap& map = lines.of(at.file);
  const Position position = map.position(at.span.begin);
  const std::string_view line = map.line(position.line);
  const std::uint32_t begin = visible_begin(map, lines.sources()[at.file].text, position.line);
  const auto length = static_cast<std::uint32_t>(line.size());
  const std::uint32_t from = std::min(at.span.begin - std::min(at.span.begin, begin), length);
  const std::uint32_t to = std::min(at.span.end - std::min(at.span.end, begin), length);
  const bool goes_on =
      map.position(at.span.end).line > position.line && at.span.end > begin + length;

  const std::vector<Cell> cells = cells_of(line);
  const std::size_t first = cell_at(cells, from);
  const Window window = window_around(cells, first);
  const std::size_t last = std::min(std::max(cell_at(cells, to), first), window.end);
  const int indent = width_of(cells, window.begin, first) + (window.begin > 0 ? 1 : 0);
  const int width = std::max(1, width_of(cells, first, std::max(first, last)));

  std::string marks = "^" + std::string(static_cast<std::size_t>(width - 1), '~');
  if (goes_on && cell_at(cells, to) >= cells.size()) marks += " …";
  return gutter(position.line) + join(cells, window) + "\n" + empty_gutter() +
         std::string(static_cast<std::size_t>(indent), ' ') + paint(marks, Tone::kMark, color) +
         "\n";
}

std::string fix_preview(LineMaps& lines, const Fix& fix, Color color) {
  std::string shown =
      fmt::format("{:>{}} = {} {}\n", "", kGutter, paint("fix:", Tone::kHelp, color),
                  printable(fix.message) + (fix.safe ? "" : " (not applied by --fix: look first)"));
  for (const LineChange& change : line_changes(lines, fix)) {
    shown += preview_lines(change.removed, change.first, '-', color);
    shown += preview_lines(change.added, change.first, '+', color);
  }
  if (fix.follow_up) shown += follow_up_preview(*fix.follow_up, color);
  return shown;
}

std::vector<LineChange> line_changes(LineMaps& lines, const Fix& fix) {
  std::vector<LineChange> changes;
  for (const EditGroup& group : group_edits(lines, fix)) {
    const auto [before, after] = texts_of(lines, group);
    LineChange change{group.file, group.first, split_lines(before), split_lines(after)};
    change.first += leave_what_stays(change.removed, change.added);
    changes.push_back(std::move(change));
  }
  return changes;
}

std::string follow_up_sql(const FollowUp& follow_up) {
  return fmt::format("ALTER TABLE {} {};\n{}", follow_up.table, follow_up.validation, follow_up.up);
}

}  // namespace ashlar::emit
