#include <fmt/format.h>
#include <sstream>

#include "compiler/emit/review/parts.h"
#include "compiler/emit/snippet.h"

namespace ashlar::emit::review {
namespace {

SaferForm safer_form(LineMaps& lines, const Fix& fix) {
  SaferForm form{fix.message, fix.safe, {}};
  for (LineChange& change : line_changes(lines, fix)) {
    form.changes.push_back({lines.sources()[change.file].path, change.first,
                            std::move(change.removed), std::move(change.added)});
  }
  if (fix.follow_up) {
    SaferForm::Change behind{
        fmt::format("a revision that follows: {}", fix.follow_up->message), 0, {}, {}};
    std::istringstream sql(follow_up_sql(*fix.follow_up));
    for (std::string line; std::getline(sql, line);) behind.added.push_back(line);
    form.changes.push_back(std::move(behind));
  }
  return form;
}

std::string note_words(LineMaps& lines, const Note& note) {
  if (!note.location) return note.message;
  const Position at = lines.of(note.location->file).position(note.location->span.begin);
  return fmt::format("{} ({}:{})", note.message, lines.sources()[note.location->file].path,
                     at.line);
}

}  // namespace

bool is_on_way_back(const Diagnostic& finding, versions::Direction direction) {
  return finding.about.section == (direction == versions::Direction::kUp ? "down" : "up");
}

FindingView finding_view(LineMaps& lines, const Diagnostic& finding) {
  FindingView view;
  view.severity = finding.severity;
  view.rule = finding.rule;
  view.message = finding.message;
  view.file = lines.sources()[finding.location.file].path;
  view.line = lines.of(finding.location.file).position(finding.location.span.begin).line;
  for (const Note& note : finding.notes) view.notes.push_back(note_words(lines, note));
  view.help = finding.help;
  // Another name is no safer form, and its help says which one.
  if (is_about_name(finding.rule)) return view;
  for (const Fix& fix : finding.fixes) view.fixes.push_back(safer_form(lines, fix));
  return view;
}

}  // namespace ashlar::emit::review
