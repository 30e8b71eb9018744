#include "cli/applied.h"

#include <fmt/format.h>
#include <map>

#include "compiler/emit/emit.h"

namespace ashlar::cli {
namespace {

using versions::Direction;

/// Blank lines at a section's end belong to the place between two sections.
std::string_view without_end(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::string diff_of(const AppliedFile& applied, const versions::Graph& graph, emit::Color color) {
  const versions::Revision& revision = graph[applied.revision];
  const Sources& sources = graph.history->sources;
  const std::string& path = sources[revision.source.file].path;
  const ledger::RevisionRecord& record = applied.row->record;
  std::string diff;
  if (record.up_checksum != versions::checksum(revision, Direction::kUp, sources)) {
    diff += emit::unified_diff(path + " (up)", record.up_text,
                               versions::section_text(revision, Direction::kUp, sources), color);
  }
  if (record.down_checksum != versions::checksum(revision, Direction::kDown, sources)) {
    diff += emit::unified_diff(path + " (down)", record.down_text,
                               versions::section_text(revision, Direction::kDown, sources), color);
  }
  return diff;
}

/// One row for each revision under way: its last known step.
std::map<std::string, const runtime::StepInFlight*> last_steps(const runtime::LedgerState& ledger) {
  std::map<std::string, const runtime::StepInFlight*> last;
  for (const runtime::StepInFlight& step : ledger.in_flight) {
    const runtime::StepInFlight*& known = last[step.step.revision];
    if (known == nullptr || known->step.step < step.step.step) known = &step;
  }
  return last;
}

std::string sentence(const runtime::StepInFlight& at) {
  return fmt::format("revision `{}` stopped {} step {} of {} of its {}grade", at.step.revision,
                     at.done ? "after" : "in", at.step.step, at.step.steps,
                     versions::to_string(at.step.direction));
}

}  // namespace

Applied compare(const runtime::LedgerState& ledger, const versions::Graph& graph) {
  Applied applied;
  const Sources& sources = graph.history->sources;
  for (const runtime::AppliedRevision& row : ledger.applied) {
    const std::optional<versions::RevisionIndex> index = graph.find(row.record.id);
    if (!index.has_value()) {
      applied.without_file.push_back(&row);
      continue;
    }
    applied.revisions.insert(*index);
    const ledger::RevisionRecord now = ledger::record_of(graph[*index], sources);
    const ledger::RevisionRecord& then = row.record;
    if (now.up_checksum != then.up_checksum || now.down_checksum != then.down_checksum) {
      applied.changed.push_back({*index, &row});
    } else if (without_end(now.up_text) != without_end(then.up_text) ||
               without_end(now.down_text) != without_end(then.down_text)) {
      applied.reworded.push_back({*index, &row});
    }
  }
  return applied;
}

void show_notes(const Applied& applied, const versions::Graph& graph, Console& console) {
  for (const runtime::AppliedRevision* row : applied.without_file) {
    console.note(fmt::format("revision `{}` is applied, but no file here has it", row->record.id),
                 fmt::format("\"{}\", applied {} by {}", row->record.message, row->applied_at,
                             row->applied_by));
  }
  for (const AppliedFile& file : applied.reworded) {
    const versions::Revision& revision = graph[file.revision];
    console.note(fmt::format("`{}` was edited after it was applied; its statements are the same",
                             graph.history->sources[revision.source.file].path));
  }
}

bool unchanged(const Applied& applied, const versions::Graph& graph, Console& console) {
  if (applied.changed.empty()) return true;
  std::string ids;
  for (const AppliedFile& file : applied.changed) {
    const versions::Revision& revision = graph[file.revision];
    console.error(fmt::format("`{}` is not what was applied as revision `{}` ({} by {})",
                              graph.history->sources[revision.source.file].path, revision.id,
                              file.row->applied_at, file.row->applied_by));
    console.say(diff_of(file, graph, console.say_color()));
    ids += " " + revision.id;
  }
  console.error(
      "nothing was done: applied revisions have changed since",
      fmt::format("put the old text back and write the change as a new revision; or, where "
                  "the database\nis as the new text says, `ashlar stamp --accept{}` "
                  "records it",
                  ids));
  return false;
}

std::vector<std::string> half_done(const runtime::LedgerState& ledger) {
  std::vector<std::string> sentences;
  for (const auto& [id, step] : last_steps(ledger)) sentences.push_back(sentence(*step));
  return sentences;
}

Status nothing_half_done(const runtime::LedgerState& ledger, Direction going) {
  for (const auto& [id, step] : last_steps(ledger)) {
    if (step->step.direction == going) continue;
    const std::string_view other = versions::to_string(step->step.direction);
    return Error{ErrorCode::kLedger, sentence(*step), "",
                 fmt::format("finish it with `ashlar {}grade`, or say with `ashlar stamp` what is "
                             "applied",
                             other),
                 0};
  }
  return {};
}

}  // namespace ashlar::cli
