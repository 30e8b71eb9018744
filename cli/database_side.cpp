#include "cli/database_side.h"

#include <filesystem>
#include <fmt/format.h>

#include "cli/interrupts.h"
#include "cli/workspace.h"

namespace ashlar::cli {
namespace {

namespace fs = std::filesystem;

bool is_uri(std::string_view name) {
  return name.starts_with("postgres://") || name.starts_with("postgresql://");
}

void refuse_incomplete(const SchemaSide& side, Console& console) {
  console.error(fmt::format("the schema of {} is not known in full", side.name),
                "what stands above could not be followed, and would seem to be missing");
}

}  // namespace

bool is_database(std::string_view name) {
  if (is_uri(name)) return true;
  std::error_code ignored;
  if (fs::exists(name, ignored)) return false;
  return name == "embedded" || name.find('=') != std::string_view::npos;
}

std::optional<Project> project_or_defaults(const GlobalOptions& global, Console& console) {
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  if (!failed && !find_config(global.config, here.string()).has_value()) {
    Project project = default_project();
    project.root = here.string();
    return project;
  }
  return open_project(global, console);
}

SideOrStatus schema_of_database(Session& session, Console& console) {
  const Interrupts::Running running(*session.interrupts);
  Result<runtime::Introspection> read = session.database->introspect();
  if (!read) return console.fail(read.error());
  const std::string name = "database " + session.database->facts().database;
  for (const std::string& words : read->unread) {
    console.note(fmt::format("not read: {}", words));
  }
  Sources sources;
  const FileId file = sources.add({name, std::move(read->sql)});
  pipeline::WrittenSchema written = pipeline::read_schema(sources, {file});
  SchemaSide side{name, std::move(written.catalog), {}, has_errors(written.findings)};
  // What the compiler does not take of the server's own words is no mistake of the user's.
  for (Diagnostic& finding : written.findings) {
    if (finding.severity == Severity::kError) finding.severity = Severity::kWarning;
  }
  if (!written.findings.empty()) show_findings(std::move(written.findings), sources, console);
  return side;
}

SideOrStatus schema_of_database(const std::string& url, const Project& project, Console& console) {
  // Which database it is has just been said, and nothing is done to it.
  Project any = project;
  any.database.expect.clear();
  Result<Session> session = open_session(url, any, console);
  if (!session) return console.fail(session.error());
  return schema_of_database(*session, console);
}

SideOrStatus any_side(const std::string& name, const GlobalOptions& global, Console& console) {
  if (!is_database(name)) {
    std::optional<SchemaSide> side = schema_side(name, global, console);
    if (!side.has_value()) return ExitStatus::kUsage;
    return std::move(*side);
  }
  const std::optional<Project> project = project_or_defaults(global, console);
  if (!project.has_value()) return ExitStatus::kUsage;
  SideOrStatus side = schema_of_database(name, *project, console);
  if (const auto* read = std::get_if<SchemaSide>(&side); read != nullptr && read->incomplete) {
    refuse_incomplete(*read, console);
    return ExitStatus::kFindings;
  }
  return side;
}

}  // namespace ashlar::cli
