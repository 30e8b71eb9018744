#include "compiler/emit/schema.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "cli/commands/commands.h"
#include "cli/workspace.h"
#include "compiler/schema_of.h"
#include "versions/symbols.h"

namespace ashlar::cli {
namespace {

/// What the grammar could not read in the files of the path: the schema lacks it.
Diagnostics errors_on(const versions::Path& path, const Workspace& workspace) {
  std::set<FileId> files;
  for (const versions::RevisionIndex index : path.revisions) {
    files.insert((*workspace.graph)[index].source.file);
  }
  Diagnostics errors;
  std::copy_if(workspace.source_findings.begin(), workspace.source_findings.end(),
               std::back_inserter(errors), [&files](const Diagnostic& finding) {
                 return finding.severity == Severity::kError && finding.about.section != "down" &&
                        files.contains(finding.location.file);
               });
  return errors;
}

std::string printed(const catalog::Catalog& catalog, SchemaFormat format) {
  switch (format) {
    case SchemaFormat::kSql:
      return emit::schema_sql(catalog);
    case SchemaFormat::kJson:
      return emit::schema_json(catalog);
  }
  return {};
}

}  // namespace

ExitStatus run(const SchemaOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  // Before every revision there is an empty database: no way to walk, but a schema.
  const Result<versions::Path> path =
      options.revision == "base" ? Result<versions::Path>(versions::Path{})
                                 : versions::upgrade_path(*workspace->graph, options.revision, {});
  if (!path) return console.fail(path.error());
  const pipeline::SchemaOfPath schema = pipeline::schema_of(*workspace->graph, path->revisions);
  console.result(printed(schema.catalog, options.format));
  Diagnostics findings = errors_on(*path, *workspace);
  findings.insert(findings.end(), schema.findings.begin(), schema.findings.end());
  const bool incomplete = has_errors(findings);
  if (!findings.empty()) {
    show_findings(std::move(findings), workspace->history->sources, console);
  }
  return incomplete ? ExitStatus::kFindings : ExitStatus::kDone;
}

}  // namespace ashlar::cli
