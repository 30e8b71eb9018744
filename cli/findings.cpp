#include "cli/findings.h"

#include "compiler/lint.h"

namespace ashlar::cli {

Diagnostics all_findings(const Workspace& workspace, const std::set<FileId>& files) {
  Diagnostics findings = workspace.graph.has_value()
                             ? pipeline::lint(*workspace.graph, files, workspace.project.rules)
                             : pipeline::lint_sources(*workspace.history, files);
  for (const Diagnostic& finding : workspace.source_findings) {
    if (files.contains(finding.location.file)) findings.push_back(finding);
  }
  findings.insert(findings.end(), workspace.graph_findings.begin(), workspace.graph_findings.end());
  sort_by_location(findings);
  return findings;
}

}  // namespace ashlar::cli
