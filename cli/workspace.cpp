#include "cli/workspace.h"

#include <filesystem>
#include <fmt/format.h>
#include <set>

#include "cli/files.h"
#include "compiler/emit/emit.h"

namespace ashlar::cli {

namespace fs = std::filesystem;

namespace {

std::optional<Project> read_config(const std::string& path, Console& console) {
  Result<std::string> text = read_file(path);
  if (!text) {
    console.fail(text.error());
    return std::nullopt;
  }
  Sources sources;
  Diagnostics findings;
  const FileId id = sources.add({from_current_folder(path), std::move(*text)});
  Project project = read_project(id, sources[id], findings);
  const bool usable = !has_errors(findings);
  if (!findings.empty()) show_findings(std::move(findings), sources, console);
  if (!usable) return std::nullopt;
  project.root = fs::absolute(path).lexically_normal().parent_path().string();
  return project;
}

}  // namespace

std::optional<Project> open_project(const GlobalOptions& options, Console& console) {
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  if (failed) {
    console.error(fmt::format("the current folder cannot be read: {}", failed.message()));
    return std::nullopt;
  }
  const std::optional<std::string> config = find_config(options.config, here.string());
  if (config.has_value()) return read_config(*config, console);
  if (fs::is_directory(here / "versions", failed)) {
    Project project = default_project();
    project.root = here.string();
    return project;
  }
  console.error("there is no project here: no `ashlar.toml` in this folder or above it",
                "`ashlar init` begins one; `-c FILE` names one that is elsewhere");
  return std::nullopt;
}

Workspace make_workspace(const Project& project, std::vector<SourceFile> files, Reading reading) {
  Workspace made;
  made.project = project;
  const auto make = reading == Reading::kWhole ? versions::make_history : versions::make_outline;
  made.history = std::make_unique<versions::History>(make(std::move(files), made.source_findings));
  made.graph = versions::build_graph(*made.history, made.graph_findings);
  return made;
}

std::optional<Workspace> open_workspace(const GlobalOptions& options, Console& console,
                                        Reading reading) {
  std::optional<Project> project = open_project(options, console);
  if (!project.has_value()) return std::nullopt;
  Workspace made;
  made.project = std::move(*project);
  std::error_code ignored;
  if (!fs::is_directory(made.project.versions_folder(), ignored)) {
    console.error(fmt::format("the folder of revisions `{}` is not there",
                              from_current_folder(made.project.versions_folder())),
                  "`ashlar init` makes it; `versions` in `[project]` of ashlar.toml names it");
    return std::nullopt;
  }
  const auto read = reading == Reading::kWhole ? versions::read_history : versions::read_outline;
  Result<versions::History> history =
      read(made.project.versions_folder(), made.project.versions, made.source_findings);
  if (!history) {
    console.fail(history.error());
    return std::nullopt;
  }
  made.history = std::make_unique<versions::History>(std::move(*history));
  made.graph = versions::build_graph(*made.history, made.graph_findings);
  return made;
}

std::optional<Workspace> open_linked_workspace(const GlobalOptions& options, Console& console,
                                               Reading reading) {
  std::optional<Workspace> workspace = open_workspace(options, console, reading);
  if (!workspace.has_value() || workspace->graph.has_value()) return workspace;
  show_findings(workspace->graph_findings, workspace->history->sources, console);
  return std::nullopt;
}

void show_findings(Diagnostics findings, const Sources& sources, Console& console) {
  sort_by_location(findings);
  std::set<FileId> files;
  for (const Diagnostic& finding : findings) files.insert(finding.location.file);
  console.say(emit::pretty(findings, sources, {files.size()}, console.say_color()));
}

}  // namespace ashlar::cli
