#include "cli/planning.h"

#include <fmt/format.h>
#include <set>

#include "compiler/rules/semantic/problems.h"

namespace ashlar::cli {
namespace {

/// The rules among the compiler's whose errors are about what cannot work, not about what is
/// unwise.
bool stops(const Diagnostic& finding) {
  return finding.severity == Severity::kError &&
         (rules::is_problem_rule(finding.rule) || finding.rule == "no-down-section" ||
          finding.rule == "transaction-control");
}

/// True for a finding of the section that this walk does not run: a way back with a mistake in it
/// is shown with the plan of the way up, and does not stop it.
bool elsewhere(const Diagnostic& finding, const versions::Path& path) {
  const std::string_view other = path.direction == versions::Direction::kUp ? "down" : "up";
  return finding.about.section == other;
}

/// What the grammar found in the revisions to be run.
Diagnostics source_findings(const Workspace& workspace, const versions::Path& path) {
  std::set<FileId> files;
  for (const versions::RevisionIndex index : path.revisions) {
    files.insert((*workspace.graph)[index].source.file);
  }
  Diagnostics found;
  for (const Diagnostic& finding : workspace.source_findings) {
    if (files.contains(finding.location.file)) found.push_back(finding);
  }
  return found;
}

}  // namespace

std::optional<Prepared> prepare(const Workspace& workspace, const versions::Path& path,
                                int postgres, Console& console) {
  rules::Settings settings = workspace.project.rules;
  settings.postgres = postgres;
  plan::PlanSettings plan_settings;
  plan_settings.postgres = postgres;
  plan_settings.ledger_schema = workspace.project.database.ledger_schema;

  Diagnostics errors;
  Prepared prepared;
  for (Diagnostic& finding : source_findings(workspace, path)) {
    const bool hinders = finding.severity == Severity::kError && !elsewhere(finding, path);
    (hinders ? errors : prepared.findings).push_back(std::move(finding));
  }
  pipeline::Planned planned = pipeline::make_plan(*workspace.graph, path, settings, plan_settings);
  for (Diagnostic& finding : planned.findings) {
    const bool hinders = stops(finding) && !elsewhere(finding, path);
    (hinders ? errors : prepared.findings).push_back(std::move(finding));
  }
  if (!errors.empty()) {
    show_findings(std::move(errors), workspace.history->sources, console);
    console.error("nothing was planned: the revisions to be run hold errors");
    return std::nullopt;
  }
  sort_by_location(prepared.findings);
  prepared.plan = std::move(planned.plan);
  prepared.schemas = std::move(planned.schemas);
  return prepared;
}

}  // namespace ashlar::cli
