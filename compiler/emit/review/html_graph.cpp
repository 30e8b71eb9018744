// The revisions as a list, newest first, with their lanes drawn beside them. The list says in words
// what the lines show.

#include <algorithm>
#include <fmt/format.h>

#include "compiler/emit/review/html.h"

namespace ashlar::emit::review {
namespace {

constexpr int kRowHeight = 30;
constexpr int kLaneWidth = 18;
constexpr int kRadius = 5;
/// More lanes than this are drawn closer together.
constexpr std::size_t kWideGraph = 10;
constexpr int kNarrowLane = 8;

/// A line that leaves a row in one lane and arrives in the next row in another.
struct LaneLine {
  std::size_t from = 0;
  std::size_t to = 0;
};

std::vector<LaneLine> lines_below(const versions::LaneRow& row) {
  std::vector<LaneLine> lines;
  for (std::size_t lane = 0; lane < row.width; ++lane) {
    if (lane != row.lane) lines.push_back({lane, row.next(lane)});
  }
  for (std::size_t lane = 0; lane < row.opened; ++lane) {
    lines.push_back({row.lane, row.lane + lane});
  }
  for (const std::size_t joined : row.joined) lines.push_back({row.lane, row.next(joined)});
  return lines;
}

/// A picture a row, so that a page may end between two. Lines that change lanes meet at the border.
class LanePictures {
 public:
  explicit LanePictures(const GraphView& graph) : graph_(graph) {
    for (const GraphRow& row : graph.rows) widest_ = std::max(widest_, row.lane.width);
    if (widest_ > kWideGraph) lane_width_ = kNarrowLane;
  }

  [[nodiscard]] std::string of_row(std::size_t at) const {
    std::string shapes;
    if (at > 0) {
      for (const LaneLine& line : lines_below(graph_.rows[at - 1].lane)) {
        shapes += half(line.to, line.from, 0);
      }
    }
    if (at + 1 < graph_.rows.size()) {
      for (const LaneLine& line : lines_below(graph_.rows[at].lane)) {
        shapes += half(line.from, line.to, kRowHeight);
      }
    }
    const GraphRow& row = graph_.rows[at];
    return fmt::format(
        "<svg width={} height={} aria-hidden=true>{}<circle class={} cx={} cy={} r={} /></svg>",
        static_cast<int>(widest_) * lane_width_, kRowHeight, shapes, class_of_place(row.place),
        x(row.lane.lane), kRowHeight / 2, kRadius);
  }

 private:
  [[nodiscard]] int x(std::size_t lane) const {
    return static_cast<int>(lane) * lane_width_ + lane_width_ / 2;
  }

  /// From the row's middle to its upper or lower border, half the way to the other lane.
  [[nodiscard]] std::string half(std::size_t here, std::size_t other, int border) const {
    const int middle = kRowHeight / 2;
    if (here == other) return fmt::format("<path d=\"M{} {}V{}\"/>", x(here), middle, border);
    return fmt::format("<path d=\"M{0} {1}Q{0} {2} {3} {2}\"/>", x(here), middle, border,
                       (x(here) + x(other)) / 2);
  }

  static std::string_view class_of_place(Place place) {
    switch (place) {
      case Place::kApplied:
        return "applied";
      case Place::kPlanned:
        return "planned";
      case Place::kOther:
        return "other";
    }
    return "";
  }

  const GraphView& graph_;
  std::size_t widest_ = 1;
  int lane_width_ = kLaneWidth;
};

std::string words_of(const GraphRow& row) {
  std::string words;
  if (row.is_start) words += " <span class=\"tag start\">stands here</span>";
  if (row.is_end) words += " <span class=\"tag end\">will stand here</span>";
  if (row.place == Place::kOther) words += " <span class=tag>not in this plan</span>";
  words += "<span class=hidden>, follows " +
           (row.parents.empty() ? std::string("nothing") : html_text(joined(row.parents, ", ")));
  words += "</span>";
  if (!row.depends.empty()) {
    words +=
        fmt::format(" <span class=faint>needs {}</span>", html_text(joined(row.depends, ", ")));
  }
  return words;
}

std::string item(const GraphRow& row, const std::string& picture) {
  const std::string id = row.revision == 0 ? html_code(row.id)
                                           : fmt::format("<a href=\"#revision-{}\">{}</a>",
                                                         row.revision, html_code(row.id));
  return fmt::format("<li>{}<span class=what>{}{} <bdi>{}</bdi></span></li>\n", picture, id,
                     words_of(row), html_text(row.message));
}

}  // namespace

std::string html_graph(const GraphView& graph) {
  std::string html =
      "<section aria-labelledby=graph>\n<h2 id=graph>Revisions</h2>\n"
      "<p class=legend><span class=\"dot planned\"></span> in this plan "
      "<span class=\"dot applied\"></span> applied before it "
      "<span class=\"dot other\"></span> neither. Newest first.</p>\n"
      "<ol class=graph>\n";
  const LanePictures pictures(graph);
  for (std::size_t at = 0; at < graph.rows.size(); ++at) {
    html += item(graph.rows[at], pictures.of_row(at));
  }
  html += "</ol>\n";
  if (graph.left_out > 0) {
    html += fmt::format("<p class=cut>{} further revisions of the history are not drawn.</p>\n",
                        graph.left_out);
  }
  return html + "</section>\n";
}

}  // namespace ashlar::emit::review
