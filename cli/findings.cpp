#include "cli/findings.h"

#include <algorithm>

#include "compiler/pipeline.h"

namespace ashlar::cli {
namespace {

/// Rules look at the revisions of `files` alone. Those before the first of them are only replayed,
/// and those after the last have no part in it.
Diagnostics rule_findings(const Workspace& workspace, const std::set<FileId>& files) {
  const versions::Graph& graph = *workspace.graph;
  const auto is_wanted = [&](versions::RevisionIndex index) {
    return files.contains(graph[index].source.file);
  };
  const auto first = std::find_if(graph.order.begin(), graph.order.end(), is_wanted);
  const auto last = std::find_if(graph.order.rbegin(), graph.order.rend(), is_wanted).base();
  Diagnostics findings;
  if (first == graph.order.end()) return findings;

  pipeline::Compilation compiled =
      pipeline::compile(graph, {graph.order.begin(), first}, {first, last}, workspace.project.rules,
                        pipeline::Keep::kFindingsOnly);
  for (pipeline::CompiledRevision& revision : compiled.revisions) {
    if (!is_wanted(revision.revision)) continue;
    for (Diagnostic& finding : revision.findings) findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

Diagnostics all_findings(const Workspace& workspace, const std::set<FileId>& files) {
  Diagnostics findings;
  for (const Diagnostic& finding : workspace.source_findings) {
    if (files.contains(finding.location.file)) findings.push_back(finding);
  }
  findings.insert(findings.end(), workspace.graph_findings.begin(), workspace.graph_findings.end());
  if (workspace.graph.has_value()) {
    for (Diagnostic& finding : rule_findings(workspace, files)) {
      findings.push_back(std::move(finding));
    }
  }
  sort_by_location(findings);
  return findings;
}

}  // namespace ashlar::cli
