#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/files.h"
#include "cli/findings.h"
#include "cli/lint_paths.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/lint_reports.h"
#include "compiler/print.h"
#include "versions/symbols.h"

namespace ashlar::cli {
namespace {

/// A fix may make room for another; after so many rounds two of them undo each other.
constexpr int kMostRounds = 10;

std::vector<SourceFile> copy_of(const Sources& sources) {
  std::vector<SourceFile> files;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    files.push_back(sources[static_cast<FileId>(i)]);
  }
  return files;
}

struct Fixed {
  Workspace workspace;  ///< compiled from the mended texts
  std::size_t fixes = 0;
};

/// Applies safe fixes in memory until there are none left.
Fixed fix_all(const Workspace& before, const std::set<FileId>& wanted) {
  std::vector<SourceFile> files = copy_of(before.history->sources);
  Fixed fixed{make_workspace(before.project, files, Reading::kOutline), 0};
  for (int round = 0; round < kMostRounds; ++round) {
    const Diagnostics findings = all_findings(fixed.workspace, wanted);
    std::size_t applied = 0;
    for (const FileId id : wanted) {
      emit::FixedText mended = emit::apply_fixes(findings, id, files[id].text);
      applied += mended.applied;
      if (mended.applied > 0) files[id].text = std::move(mended.text);
    }
    if (applied == 0) break;
    fixed.fixes += applied;
    fixed.workspace = make_workspace(before.project, files, Reading::kOutline);
  }
  return fixed;
}

std::string diff_of(const Sources& before, const Sources& after, const std::set<FileId>& wanted,
                    emit::Color color) {
  std::string diff;
  for (const FileId id : wanted) {
    diff += emit::unified_diff(before[id].path, before[id].text, after[id].text, color);
  }
  return diff;
}

Status write_changed(const Workspace& before, const Sources& after,
                     const std::set<FileId>& wanted) {
  const Sources& texts = before.history->sources;
  const std::string shown_folder = before.project.versions + "/";
  for (const FileId id : wanted) {
    if (texts[id].text == after[id].text) continue;
    const std::string name = texts[id].path.substr(shown_folder.size());
    const std::string path = before.project.versions_folder() + "/" + name;
    if (Status written = replace_file(path, after[id].text); !written) return written;
  }
  return {};
}

ExitStatus report(const Workspace& workspace, const std::set<FileId>& wanted,
                  const LintOptions& options, Console& console) {
  Diagnostics findings = all_findings(workspace, wanted);
  std::erase_if(findings, [&options](const Diagnostic& finding) {
    return finding.severity < options.severity;
  });
  const Sources& sources = workspace.history->sources;
  const emit::LintSummary summary{wanted.size()};
  if (options.statistics) {
    console.result(emit::lint_statistics(findings));
    return has_errors(findings) ? ExitStatus::kFindings : ExitStatus::kDone;
  }
  switch (options.format) {
    case LintFormat::kPretty:
      console.say(emit::pretty(findings, sources, summary, console.say_color()));
      break;
    case LintFormat::kJson:
      console.result(emit::lint_json(findings, sources, summary));
      break;
    case LintFormat::kSarif:
      console.result(emit::lint_sarif(findings, sources, ASHLAR_VERSION));
      break;
    case LintFormat::kGithub:
      console.result(emit::lint_github(findings, sources));
      break;
    case LintFormat::kGitlab:
      console.result(emit::lint_gitlab(findings, sources));
      break;
    case LintFormat::kJunit:
      console.result(emit::lint_junit(findings, sources));
      break;
  }
  return has_errors(findings) ? ExitStatus::kFindings : ExitStatus::kDone;
}

std::string stage_names() {
  std::string names;
  for (const pipeline::Stage stage : pipeline::stages()) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", pipeline::to_string(stage));
  }
  return names;
}

/// `--print STAGE`: the stages before the graph for the files named, those after it for the walk
/// from base to the heads.
ExitStatus print_stage(const Workspace& workspace, const std::set<FileId>& wanted,
                       const std::string& name, Console& console) {
  const std::optional<pipeline::Stage> stage = pipeline::find_stage(name);
  if (!stage.has_value()) {
    console.error(fmt::format("there is no stage `{}`", name),
                  fmt::format("in order: {}", stage_names()));
    return ExitStatus::kUsage;
  }
  const Sources& sources = workspace.history->sources;
  if (*stage == pipeline::Stage::kAnnotations || *stage == pipeline::Stage::kStatements) {
    for (const versions::Revision& revision : workspace.history->revisions) {
      if (!wanted.contains(revision.source.file)) continue;
      console.result(*stage == pipeline::Stage::kAnnotations
                         ? pipeline::print_annotations(sources, revision)
                         : pipeline::print_statements(sources, revision));
    }
    return ExitStatus::kDone;
  }
  if (!workspace.graph.has_value()) {
    show_findings(workspace.graph_findings, sources, console);
    return ExitStatus::kUsage;
  }
  const Result<versions::Path> path = versions::upgrade_path(*workspace.graph, "heads", {});
  if (!path) return console.fail(path.error());
  plan::PlanSettings settings;
  settings.postgres = workspace.project.rules.postgres;
  settings.ledger_schema = workspace.project.database.ledger_schema;
  console.result(
      pipeline::print(*stage, *workspace.graph, *path, workspace.project.rules, settings));
  return ExitStatus::kDone;
}

}  // namespace

ExitStatus run(const LintOptions& options, const GlobalOptions& global, Console& console) {
  if (options.statistics && options.format != LintFormat::kPretty) {
    console.error(
        "`--statistics` prints counts and nothing else: it cannot be had with `--format`");
    return ExitStatus::kUsage;
  }
  if (options.diff && options.format != LintFormat::kPretty) {
    console.error("`--diff` prints a diff and nothing else: it cannot be had with `--format`");
    return ExitStatus::kUsage;
  }
  const Reading reading = options.print.empty() ? Reading::kOutline : Reading::kWhole;
  const std::optional<Workspace> workspace = open_workspace(global, console, reading);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const Sources& sources = workspace->history->sources;
  const Result<std::set<FileId>> wanted = files_at(options.paths, workspace->project, sources);
  if (!wanted) return console.fail(wanted.error());

  if (!options.print.empty()) return print_stage(*workspace, *wanted, options.print, console);
  if (options.diff) {
    const Fixed fixed = fix_all(*workspace, *wanted);
    console.result(
        diff_of(sources, fixed.workspace.history->sources, *wanted, console.result_color()));
    return report(*workspace, *wanted, options, console);
  }
  if (options.fix) {
    const Fixed fixed = fix_all(*workspace, *wanted);
    const Status written = write_changed(*workspace, fixed.workspace.history->sources, *wanted);
    if (!written) return console.fail(written.error());
    if (fixed.fixes > 0) {
      console.note(fmt::format("applied {} fix{}", fixed.fixes, fixed.fixes == 1 ? "" : "es"));
    }
    return report(fixed.workspace, *wanted, options, console);
  }
  return report(*workspace, *wanted, options, console);
}

}  // namespace ashlar::cli
