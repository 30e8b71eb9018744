#include <algorithm>
#include <fmt/format.h>

#include "compiler/diff/way_back.h"
#include "compiler/emit/review/parts.h"

namespace ashlar::emit::review {
namespace {

using versions::Direction;

bool has_statements(const std::vector<const grammar::Section*>& sections) {
  return std::any_of(sections.begin(), sections.end(),
                     [](const grammar::Section* section) { return !section->statements.empty(); });
}

bool builds_concurrently(const std::vector<const grammar::Section*>& sections) {
  return std::any_of(sections.begin(), sections.end(), [](const grammar::Section* section) {
    return std::any_of(
        section->statements.begin(), section->statements.end(),
        [](const grammar::Statement& statement) { return diff::is_concurrent(statement.sql); });
  });
}

WayBackView derived(const ReviewInput& input, std::size_t at, bool concurrently) {
  const diff::WayBack back = diff::way_back(input.schemas[at], input.schemas[at + 1], concurrently);
  WayBackView view;
  view.kind = back.complete() ? WayBackKind::kDerived : WayBackKind::kIncomplete;
  view.sql = back.text;
  for (const diff::Difference& difference : back.left) {
    view.left.push_back(fmt::format("{}: {}", difference.object, difference.words));
  }
  return view;
}

}  // namespace

WayBackView way_back_of(const ReviewInput& input, std::size_t at) {
  const versions::Revision& revision = input.graph[input.path.revisions[at]];
  const Sources& sources = input.graph.history->sources;
  if (input.path.direction == Direction::kDown) {
    return {
        WayBackKind::kUpAgain, versions::section_text(revision, Direction::kUp, sources), "", {}};
  }
  if (versions::has_down(revision)) {
    return {
        WayBackKind::kWritten, versions::section_text(revision, Direction::kDown, sources), "", {}};
  }
  if (revision.source.irreversible) {
    return {WayBackKind::kIrreversible, "", revision.source.irreversible->text, {}};
  }
  const auto up = versions::sections(revision, Direction::kUp);
  if (!has_statements(up)) return {WayBackKind::kNotNeeded, "", "", {}};
  return derived(input, at, builds_concurrently(up));
}

}  // namespace ashlar::emit::review
