#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/commands/commands.h"
#include "cli/findings.h"
#include "cli/git.h"
#include "cli/lint_fixes.h"
#include "cli/lint_paths.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/lint_reports.h"
#include "compiler/print.h"
#include "versions/earlier.h"
#include "versions/symbols.h"

namespace ashlar::cli {
namespace {

/// Where the pages of rules are: as compilers say it, once, of the first error.
std::string way_to_pages(const Diagnostics& findings) {
  if (findings.empty()) return {};
  const auto worst = std::max_element(
      findings.begin(), findings.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.severity < b.severity; });
  return fmt::format("for what a rule means and the safe way: ashlar explain {}\n", worst->rule);
}

/// What `lint` looks at.
struct Subject {
  Scope scope;
  Earlier earlier;  ///< what git has at the ref; empty without one
  std::string ref;
};

/// Reports on the scope's files, and on what became of those that git has.
ExitStatus report(Workspace& workspace, const Subject& subject, const LintOptions& options,
                  Console& console) {
  const bool for_programs =
      options.format == LintFormat::kJson || options.format == LintFormat::kSarif;
  Diagnostics findings = findings_in_scope(
      workspace, subject.scope, for_programs ? rules::Fixes::kAll : rules::Fixes::kQuick);
  for (Diagnostic& finding :
       versions::compare_with_earlier(*workspace.history, subject.earlier.differing,
                                      workspace.project.versions, subject.ref)) {
    findings.push_back(std::move(finding));
  }
  std::erase_if(findings, [&options](const Diagnostic& finding) {
    return finding.severity < options.severity;
  });
  const Sources& sources = workspace.history->sources;
  const emit::LintSummary summary{subject.scope.files.size()};
  if (options.statistics) {
    console.result(emit::lint_statistics(findings));
    return has_errors(findings) ? ExitStatus::kFindings : ExitStatus::kDone;
  }
  switch (options.format) {
    case LintFormat::kPretty:
      console.say(emit::pretty(findings, sources, summary, console.say_color()));
      console.say(way_to_pages(findings));
      break;
    case LintFormat::kJson:
      write_out_fixes(findings, workspace);
      console.result(emit::lint_json(findings, sources, summary));
      break;
    case LintFormat::kSarif:
      write_out_fixes(findings, workspace);
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
  std::optional<Workspace> workspace = open_workspace(global, console, reading);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  Result<Scope> scope = files_at(options.paths, workspace->project, workspace->history->sources);
  if (!scope) return console.fail(scope.error());
  if (!options.print.empty()) {
    return print_stage(*workspace, scope->files, options.print, console);
  }
  Subject subject{std::move(*scope), {}, options.base};
  if (subject.ref.empty()) subject.ref = workspace->project.lint_base;
  if (!subject.ref.empty()) {
    Result<Earlier> earlier = files_at_ref(workspace->project.versions_folder(), subject.ref);
    if (!earlier) return console.fail(earlier.error());
    subject.earlier = std::move(*earlier);
  }
  for (const std::string& path : subject.scope.missing) {
    console.note(fmt::format("`{}` is not there: the others are looked at without it", path));
  }
  if (!options.diff && !options.fix) return report(*workspace, subject, options, console);
  Fixed fixed = fix_all(*workspace, subject.scope.files, subject.earlier.names);
  if (options.diff) {
    console.result(diff_of_fixes(fixed, *workspace, console.result_color()));
    return report(*workspace, subject, options, console);
  }
  if (const Status written = write_fixed(fixed, *workspace); !written) {
    return console.fail(written.error());
  }
  if (fixed.fixes > 0) {
    console.note(fmt::format("applied {} fix{}", fixed.fixes, fixed.fixes == 1 ? "" : "es"));
  }
  for (const std::string& path : fixed.added) console.note(fmt::format("wrote `{}`", path));
  subject.scope.files = fixed.wanted;
  return report(fixed.workspace, subject, options, console);
}

}  // namespace ashlar::cli
