#include "cli/findings.h"

#include "compiler/lint.h"

namespace ashlar::cli {

Diagnostics all_findings(const Workspace& workspace, const std::set<FileId>& files,
                         rules::Fixes fixes) {
  Diagnostics findings =
      workspace.graph.has_value()
          ? pipeline::lint(*workspace.graph, files, workspace.project.rules, fixes)
          : pipeline::lint_sources(*workspace.history, files);
  for (const Diagnostic& finding : workspace.source_findings) {
    if (files.contains(finding.location.file)) findings.push_back(finding);
  }
  findings.insert(findings.end(), workspace.graph_findings.begin(), workspace.graph_findings.end());
  sort_by_location(findings);
  return findings;
}

Diagnostics findings_in_scope(const Workspace& workspace, const Scope& scope, rules::Fixes fixes) {
  if (scope.missing.empty()) return all_findings(workspace, scope.files, fixes);
  std::set<FileId> everything;
  for (const versions::Revision& revision : workspace.history->revisions) {
    everything.insert(revision.source.file);
  }
  Diagnostics findings = all_findings(workspace, everything, fixes);
  std::erase_if(findings, [&scope](const Diagnostic& finding) {
    const bool is_broken =
        rules::find_rule(finding.rule) == nullptr || finding.rule.starts_with("semantic-");
    return !is_broken && !scope.files.contains(finding.location.file);
  });
  return findings;
}

}  // namespace ashlar::cli
