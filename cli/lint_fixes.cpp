#include "cli/lint_fixes.h"

#include <fmt/format.h>
#include <map>
#include <utility>

#include "cli/files.h"
#include "cli/new_revision.h"
#include "compiler/mend.h"

namespace ashlar::cli {
namespace {

/// The sources of a workspace hold other texts too, which findings point at.
std::vector<SourceFile> files_of(const Workspace& workspace) {
  std::vector<SourceFile> files;
  for (const versions::Revision& revision : workspace.history->revisions) {
    files.push_back(workspace.history->sources[revision.source.file]);
  }
  return files;
}

pipeline::MendSettings mend_settings(const Workspace& workspace) {
  pipeline::MendSettings settings;
  settings.rules = workspace.project.rules;
  settings.folder = workspace.project.versions;
  settings.file_template = workspace.project.file_template;
  settings.created = creation_time();
  return settings;
}

std::map<std::string, const std::string*> texts_of(const Workspace& workspace) {
  std::map<std::string, const std::string*> texts;
  for (const versions::Revision& revision : workspace.history->revisions) {
    const SourceFile& file = workspace.history->sources[revision.source.file];
    texts.emplace(file.path, &file.text);
  }
  return texts;
}

std::string disk_path(const Project& project, const std::string& shown) {
  return project.versions_folder() + "/" + shown.substr(project.versions.size() + 1);
}

}  // namespace

Fixed fix_all(const Workspace& before, const std::set<FileId>& wanted,
              const std::set<std::string>& frozen) {
  std::set<std::string> paths;
  for (const FileId id : wanted) paths.insert(before.history->sources[id].path);
  pipeline::MendSettings settings = mend_settings(before);
  for (const std::string& name : frozen) {
    settings.frozen.insert(fmt::format("{}/{}", before.project.versions, name));
  }
  pipeline::Mended mended = pipeline::mend(files_of(before), std::move(paths), settings);
  Fixed fixed;
  fixed.fixes = mended.fixes;
  const std::map<std::string, const std::string*> known = texts_of(before);
  for (std::size_t i = 0; i < mended.files.size(); ++i) {
    const std::string& path = mended.files[i].path;
    if (mended.wanted.contains(path)) fixed.wanted.insert(static_cast<FileId>(i));
    if (!known.contains(path)) fixed.added.push_back(path);
  }
  fixed.workspace = make_workspace(before.project, std::move(mended.files), Reading::kOutline);
  return fixed;
}

std::string diff_of_fixes(const Fixed& fixed, const Workspace& before, emit::Color color) {
  const std::map<std::string, const std::string*> old = texts_of(before);
  std::string diff;
  for (const auto& [path, text] : texts_of(fixed.workspace)) {
    const auto was = old.find(path);
    diff += emit::unified_diff(path, was == old.end() ? "" : *was->second, *text, color);
  }
  return diff;
}

Status write_fixed(const Fixed& fixed, const Workspace& before) {
  const std::map<std::string, const std::string*> old = texts_of(before);
  const std::map<std::string, const std::string*> fresh = texts_of(fixed.workspace);
  for (const std::string& path : fixed.added) {
    const std::string on_disk = disk_path(before.project, path);
    const Result<Created> created = create_file(on_disk, *fresh.at(path));
    if (!created) return created.error();
    if (*created == Created::kWasThere) {
      return Error{ErrorCode::kFile, fmt::format("`{}` is already there", path), "", "", 0};
    }
  }
  for (const auto& [path, text] : fresh) {
    const auto was = old.find(path);
    if (was == old.end() || *was->second == *text) continue;
    if (Status written = replace_file(disk_path(before.project, path), *text); !written) {
      return written;
    }
  }
  return {};
}

void write_out_fixes(Diagnostics& findings, const Workspace& workspace) {
  if (!workspace.graph.has_value()) return;
  pipeline::complete_fixes(findings, *workspace.graph, mend_settings(workspace),
                           workspace.history->sources);
}

}  // namespace ashlar::cli
