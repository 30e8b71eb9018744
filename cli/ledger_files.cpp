#include "cli/ledger_files.h"

#include <fmt/format.h>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace ashlar::cli {
namespace {

constexpr std::string_view kLedgerPath = "ledger:";

std::string listed(const std::vector<std::string>& ids, std::string_view none) {
  return ids.empty() ? std::string(none) : fmt::format("{}", fmt::join(ids, ", "));
}

std::string lines_of(const std::string& text) {
  return text.empty() || text.ends_with('\n') ? text : text + '\n';
}

/// A file that names no parent follows the file before it. Where that one is gone the ledger still
/// knows which it was.
void restore_parents(const runtime::AppliedRevision& row, versions::Revision& revision) {
  if (revision.source.header.revises.has_value()) return;
  revision.parents = row.record.parents;
  revision.parent_locations.assign(revision.parents.size(), revision.id_location);
}

}  // namespace

SourceFile file_of(const ledger::RevisionRecord& record) {
  std::string text = fmt::format("-- migrate:revision {}\n-- migrate:revises {}\n", record.id,
                                 listed(record.parents, "base"));
  if (!record.depends.empty()) {
    text += fmt::format("-- migrate:depends {}\n", listed(record.depends, ""));
  }
  if (!record.message.empty()) text += fmt::format("-- migrate:message {}\n", record.message);
  // The texts begin with the annotations that start their sections.
  text += "\n" + lines_of(record.up_text);
  if (!record.irreversible.empty()) {
    text += fmt::format("-- migrate:irreversible {}\n", record.irreversible);
  } else {
    text += lines_of(record.down_text);
  }
  return {std::string(kLedgerPath) + record.id, std::move(text)};
}

bool is_from_ledger(const versions::Revision& revision, const Sources& sources) {
  return sources[revision.source.file].path.starts_with(kLedgerPath);
}

Workspace with_ledger_files(const Workspace& folder, const runtime::LedgerState& ledger) {
  std::set<std::string> present;
  for (const versions::Revision& revision : folder.history->revisions) present.insert(revision.id);

  std::vector<SourceFile> files;
  for (std::size_t i = 0; i < folder.history->sources.size(); ++i) {
    files.push_back(folder.history->sources[static_cast<FileId>(i)]);
  }
  for (const runtime::AppliedRevision& row : ledger.applied) {
    if (!present.contains(row.record.id)) files.push_back(file_of(row.record));
  }

  Workspace whole;
  whole.project = folder.project;
  whole.history = std::make_unique<versions::History>(
      versions::make_history(std::move(files), whole.source_findings));
  std::map<std::string, const runtime::AppliedRevision*> rows;
  for (const runtime::AppliedRevision& row : ledger.applied) rows[row.record.id] = &row;
  for (versions::Revision& revision : whole.history->revisions) {
    const auto row = rows.find(revision.id);
    if (row != rows.end()) restore_parents(*row->second, revision);
  }
  whole.graph = versions::build_graph(*whole.history, whole.graph_findings);
  return whole;
}

}  // namespace ashlar::cli
