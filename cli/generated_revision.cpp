#include "cli/generated_revision.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <string_view>
#include <utility>

#include "cli/files.h"
#include "cli/lint_fixes.h"
#include "cli/new_revision.h"
#include "cli/schema_side.h"
#include "compiler/autogenerate.h"
#include "compiler/rules/rules.h"

namespace ashlar::cli {
namespace {

Result<std::vector<pipeline::Rename>> read_renames(const std::vector<std::string>& options,
                                                   std::vector<pipeline::Rename> renames) {
  for (const std::string& option : options) {
    const std::size_t at = option.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == option.size()) {
      return Error{ErrorCode::kUsage, fmt::format("`{}` is not of the form OLD=NEW", option), "",
                   "such as `--rename users=people` or `--rename users.mail=users.email`", 0};
    }
    renames.push_back({option.substr(0, at), option.substr(at + 1)});
  }
  return renames;
}

/// The wanted schema says how things are called and what they are made of: only how they come about
/// is mended, and the way back is written.
rules::Settings only_safe_forms(rules::Settings settings) {
  constexpr std::array<std::string_view, 10> kMended{"add-check-scan",
                                                     "add-fk-scan",
                                                     "add-primary-key-index-build",
                                                     "add-unique-index-build",
                                                     "create-index-blocks-writes",
                                                     "down-not-inverse",
                                                     "drop-index-blocks",
                                                     "irreversible-without-reason",
                                                     "set-not-null-scan",
                                                     "validate-in-add-transaction"};
  settings.overrides.clear();
  for (const rules::Rule& rule : rules::all_rules()) {
    const bool mended = std::find(kMended.begin(), kMended.end(), rule.id) != kMended.end();
    settings.severities[std::string(rule.id)] =
        mended ? std::optional(Severity::kError) : std::nullopt;
  }
  return settings;
}

/// The history with the new file, in memory.
Workspace with_file(const Workspace& workspace, SourceFile file) {
  std::vector<SourceFile> files;
  for (const versions::Revision& revision : workspace.history->revisions) {
    files.push_back(workspace.history->sources[revision.source.file]);
  }
  files.push_back(std::move(file));
  Project project = workspace.project;
  project.rules = only_safe_forms(std::move(project.rules));
  return make_workspace(project, std::move(files), Reading::kOutline);
}

std::set<std::string> names_of(const Workspace& workspace) {
  std::set<std::string> names;
  for (const versions::Revision& revision : workspace.history->revisions) {
    const std::string& path = workspace.history->sources[revision.source.file].path;
    names.insert(path.substr(path.rfind('/') + 1));
  }
  return names;
}

/// Writes the file, then what its safe form needs.
ExitStatus write_safely(const Workspace& workspace, const versions::NewRevision& made,
                        Console& console) {
  const Project& project = workspace.project;
  const Result<std::string> path = versions::write_revision(
      *workspace.graph, made, project.versions_folder(), project.file_template);
  if (!path) return console.fail(path.error());
  console.result(from_current_folder(*path) + "\n");
  const std::string shown = project.versions + path->substr(path->rfind('/'));
  const Workspace unsafe = with_file(workspace, {shown, versions::render(made)});
  const FileId fresh = unsafe.history->revisions.back().source.file;
  const Fixed fixed = fix_all(unsafe, {fresh}, names_of(workspace));
  if (const Status status = write_fixed(fixed, unsafe); !status)
    return console.fail(status.error());
  for (const std::string& added : fixed.added) {
    console.result(from_current_folder(project.versions_folder() + added.substr(added.rfind('/'))) +
                   "\n");
  }
  return ExitStatus::kDone;
}

}  // namespace

ExitStatus write_generated(const Workspace& workspace, versions::NewRevision made,
                           const std::vector<std::string>& renames, Console& console) {
  const std::optional<SchemaSide> wanted = wanted_schema(workspace.project, console);
  if (!wanted.has_value()) return ExitStatus::kUsage;
  const Result<std::vector<pipeline::Rename>> known = read_renames(renames, wanted->renames);
  if (!known) return console.fail(known.error());
  const std::optional<SchemaSide> history = schema_at("heads", workspace, console);
  if (!history.has_value()) return ExitStatus::kUsage;

  const pipeline::Generated generated =
      pipeline::autogenerate(history->catalog, wanted->catalog, *known);
  for (const std::string& rename : generated.unknown_renames) {
    // What the files note down may be long past, or older than this history.
    if (std::find(renames.begin(), renames.end(), rename) == renames.end()) continue;
    console.error(fmt::format("`--rename {}`: the revisions build nothing of either name", rename));
    return ExitStatus::kUsage;
  }
  for (const diff::Difference& left : generated.left) {
    console.note(fmt::format("not reached: {}: {}", left.object, left.words));
  }
  if (generated.up.empty()) {
    console.say(
        fmt::format("the revisions build what `{}` says: nothing to write\n", wanted->name));
    return generated.left.empty() ? ExitStatus::kDone : ExitStatus::kFindings;
  }
  made.up = generated.up;
  made.created = creation_time();
  if (made.id.empty()) made.id = versions::new_revision_id(*workspace.history);
  const ExitStatus written = write_safely(workspace, made, console);
  if (written != ExitStatus::kDone) return written;
  if (generated.questions > 0) {
    console.note(fmt::format("{} {} for you in the file, marked `-- ?`", generated.questions,
                             generated.questions == 1 ? "question is" : "questions are"));
  }
  return generated.left.empty() ? ExitStatus::kDone : ExitStatus::kFindings;
}

}  // namespace ashlar::cli
