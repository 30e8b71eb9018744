#include "cli/schema_side.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "cli/files.h"
#include "compiler/catalog/apply.h"
#include "compiler/schema_of.h"
#include "versions/symbols.h"

namespace ashlar::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> sql_files(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return {path};
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(path, ignored)) {
    if (entry.is_regular_file(ignored) && entry.path().extension() == ".sql") {
      files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::optional<SchemaSide> schema_of_files(const std::string& path, Console& console) {
  Sources sources;
  std::vector<FileId> ids;
  for (const std::string& file : sql_files(path)) {
    Result<std::string> text = read_file(file);
    if (!text) {
      console.fail(text.error());
      return std::nullopt;
    }
    ids.push_back(sources.add({from_current_folder(file), std::move(*text)}));
  }
  pipeline::WrittenSchema written = pipeline::read_schema(sources, ids);
  const bool broken = has_errors(written.findings);
  if (!written.findings.empty()) show_findings(std::move(written.findings), sources, console);
  if (broken) return std::nullopt;
  return SchemaSide{from_current_folder(path), std::move(written.catalog),
                    std::move(written.renames), false};
}

std::optional<SchemaSide> schema_of_revisions(const std::string& name,
                                              const std::vector<versions::RevisionIndex>& revisions,
                                              const Workspace& workspace, Console& console) {
  pipeline::SchemaOfPath schema = pipeline::schema_of(*workspace.graph, revisions);
  const bool broken = has_errors(schema.findings);
  if (!schema.findings.empty()) {
    show_findings(std::move(schema.findings), workspace.history->sources, console);
  }
  if (broken) return std::nullopt;
  return SchemaSide{name, catalog::fresh_session(std::move(schema.catalog)), {}, false};
}

std::optional<SchemaSide> schema_at(const std::string& revision, const Workspace& workspace,
                                    Console& console) {
  const versions::Graph& graph = *workspace.graph;
  // Before every revision there is an empty database: no way to walk, but a schema.
  const bool empty = revision == "base" || graph.size() == 0;
  const Result<versions::Path> path = empty ? Result<versions::Path>(versions::Path{})
                                            : versions::upgrade_path(graph, revision, {});
  if (!path) {
    console.fail(path.error());
    return std::nullopt;
  }
  return schema_of_revisions(revision, path->revisions, workspace, console);
}

std::optional<SchemaSide> schema_side(const std::string& name, const GlobalOptions& global,
                                      Console& console) {
  std::error_code ignored;
  if (fs::exists(name, ignored)) return schema_of_files(name, console);
  if (name.find('/') != std::string::npos || name.ends_with(".sql")) {
    console.error(fmt::format("there is no file or folder `{}`", name));
    return std::nullopt;
  }
  const std::optional<Workspace> workspace =
      open_linked_workspace(global, console, Reading::kOutline);
  if (!workspace.has_value()) return std::nullopt;
  return schema_at(name, *workspace, console);
}

std::string wanted_schema_path(const Project& project) {
  const fs::path path = project.schema;
  return from_current_folder(path.is_absolute() ? path.string()
                                                : (fs::path(project.root) / path).string());
}

std::optional<SchemaSide> wanted_schema(const Project& project, Console& console) {
  const std::string path = wanted_schema_path(project);
  std::error_code ignored;
  if (!fs::exists(path, ignored)) {
    console.error(fmt::format("`{}`, the schema that is wanted, is not there", path),
                  "`ashlar schema > schema.sql` begins one with what the revisions build; "
                  "`schema` in `[project]` of ashlar.toml names it");
    return std::nullopt;
  }
  return schema_of_files(path, console);
}

}  // namespace ashlar::cli
