#include "compiler/schema/schema.h"

#include "cli/commands/commands.h"
#include "cli/database_side.h"
#include "cli/workspace.h"
#include "compiler/schema_of.h"
#include "versions/symbols.h"

namespace ashlar::cli {
namespace {

std::string printed(const catalog::Catalog& catalog, SchemaFormat format) {
  switch (format) {
    case SchemaFormat::kSql:
      return schema::schema_sql(catalog);
    case SchemaFormat::kJson:
      return schema::schema_json(catalog);
  }
  return {};
}

ExitStatus print_database(const SchemaOptions& options, const GlobalOptions& global,
                          Console& console) {
  const std::optional<Project> project = project_or_defaults(global, console);
  if (!project.has_value()) return ExitStatus::kUsage;
  const SideOrStatus read = schema_of_database(*options.url, *project, console);
  if (const auto* status = std::get_if<ExitStatus>(&read)) return *status;
  const auto& side = std::get<SchemaSide>(read);
  console.result(printed(side.catalog, options.format));
  return side.incomplete ? ExitStatus::kFindings : ExitStatus::kDone;
}

}  // namespace

ExitStatus run(const SchemaOptions& options, const GlobalOptions& global, Console& console) {
  if (options.url.has_value()) return print_database(options, global, console);
  const std::optional<Workspace> workspace =
      open_linked_workspace(global, console, Reading::kOutline);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  // Before every revision there is an empty database: no way to walk, but a schema.
  const Result<versions::Path> path =
      options.revision == "base" ? Result<versions::Path>(versions::Path{})
                                 : versions::upgrade_path(*workspace->graph, options.revision, {});
  if (!path) return console.fail(path.error());
  pipeline::SchemaOfPath schema = pipeline::schema_of(*workspace->graph, path->revisions);
  console.result(printed(schema.catalog, options.format));
  const bool incomplete = has_errors(schema.findings);
  if (!schema.findings.empty()) {
    show_findings(std::move(schema.findings), workspace->history->sources, console);
  }
  return incomplete ? ExitStatus::kFindings : ExitStatus::kDone;
}

}  // namespace ashlar::cli
