// Lanes in letters. A lane takes two columns: its line stands in the even one, and in the odd one
// to its right the strokes of lines that change lanes, a lane a row.

#include <algorithm>

#include "compiler/emit/history/history.h"

namespace ashlar::emit {
namespace {

using versions::LaneRow;

/// A line on its way from one lane to another.
struct Strand {
  std::size_t at = 0;
  std::size_t to = 0;
};
using Strands = std::vector<Strand>;

void put(std::string& row, std::size_t column, char letter) {
  if (row.size() <= column) row.resize(column + 1, ' ');
  row[column] = letter;
}

bool arrived(const Strands& strands) {
  return std::all_of(strands.begin(), strands.end(),
                     [](const Strand& strand) { return strand.at == strand.to; });
}

/// Moves each strand by one lane.
std::string step(Strands& strands) {
  std::string row;
  for (const Strand& strand : strands) {
    if (strand.at == strand.to) put(row, 2 * strand.at, '|');
  }
  for (Strand& strand : strands) {
    if (strand.at < strand.to) put(row, 2 * strand.at++ + 1, '\\');
    if (strand.at > strand.to) put(row, 2 * strand.at-- - 1, '/');
  }
  return row;
}

void run(Strands strands, std::vector<std::string>& rows) {
  while (!arrived(strands)) rows.push_back(step(strands));
}

/// The lanes [from, to) as they are, moved by `opened - 1`.
void add_lanes(Strands& strands, std::size_t from, std::size_t to, std::size_t opened = 1) {
  for (std::size_t lane = from; lane < to; ++lane) strands.push_back({lane, lane + opened - 1});
}

/// The own lane becomes several, which pushes those to its right away.
void spread(const LaneRow& row, std::vector<std::string>& rows) {
  Strands strands;
  add_lanes(strands, 0, row.lane);
  for (std::size_t lane = 0; lane < row.opened; ++lane) {
    strands.push_back({row.lane, row.lane + lane});
  }
  add_lanes(strands, row.lane + 1, row.width, row.opened);
  run(std::move(strands), rows);
}

/// The own lane goes on, and reaches out to lanes that lead to further parents.
void reach_out(const LaneRow& row, std::vector<std::string>& rows) {
  Strands strands;
  add_lanes(strands, 0, row.width_below());
  for (const std::size_t joined : row.joined) strands.push_back({row.lane, row.next(joined)});
  run(std::move(strands), rows);
}

/// The own lane ends, in the joined lanes or in nothing.
void end(const LaneRow& row, std::vector<std::string>& rows) {
  Strands strands;
  add_lanes(strands, 0, row.lane);
  if (row.joined.empty() || row.joined.back() < row.lane) {
    for (const std::size_t joined : row.joined) strands.push_back({row.lane, joined});
    add_lanes(strands, row.lane + 1, row.width, 0);
    return run(std::move(strands), rows);
  }
  Strands across = strands;
  const bool only_neighbour = row.joined.size() == 1 && row.joined.front() == row.lane + 1;
  if (only_neighbour) {
    strands.push_back({row.lane, row.lane});
  } else {
    for (const std::size_t joined : row.joined) across.push_back({row.lane, joined});
    add_lanes(across, row.lane + 1, row.width);
    run(std::move(across), rows);
  }
  add_lanes(strands, row.lane + 1, row.width, 0);
  run(std::move(strands), rows);
}

/// The rows between this revision and the next.
std::vector<std::string> transition(const LaneRow& row) {
  std::vector<std::string> rows;
  if (row.opened > 1) spread(row, rows);
  if (row.opened == 0) {
    end(row, rows);
  } else if (!row.joined.empty()) {
    reach_out(row, rows);
  }
  return rows;
}

std::string passing(std::size_t width) {
  std::string row;
  for (std::size_t lane = 0; lane < width; ++lane) put(row, 2 * lane, '|');
  return row;
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::string history_graph(const std::vector<DrawnRevision>& revisions) {
  std::string text;
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    const LaneRow& row = revisions[i].row;
    const std::vector<std::string>& lines = revisions[i].lines;
    std::vector<std::string> graph = {passing(row.width)};
    put(graph.front(), 2 * row.lane, '*');
    // Below the last revision nothing goes on.
    if (i + 1 < revisions.size()) {
      for (std::string& between : transition(row)) graph.push_back(std::move(between));
    }
    while (graph.size() < lines.size()) graph.push_back(passing(row.width_below()));
    std::size_t width = 0;
    for (const std::string& part : graph) width = std::max(width, part.size());
    for (std::size_t at = 0; at < graph.size(); ++at) {
      std::string line = graph[at];
      line.resize((width + 2) / 2 * 2, ' ');  // whole lanes, and at least one blank
      if (at < lines.size()) line += lines[at];
      text += without_trailing_blanks(std::move(line)) + "\n";
    }
  }
  return text;
}

}  // namespace ashlar::emit
