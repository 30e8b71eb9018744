#include "cli/baseline.h"

#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "cli/applied.h"
#include "cli/consent.h"
#include "cli/database_side.h"
#include "cli/files.h"
#include "cli/new_revision.h"
#include "cli/run_plan.h"
#include "cli/stamping.h"
#include "cli/workspace.h"
#include "compiler/schema/schema.h"

namespace ashlar::cli {
namespace {

namespace fs = std::filesystem;

GlobalOptions of_folder(const std::string& folder) {
  GlobalOptions options;
  options.config = (fs::path(folder) / "ashlar.toml").lexically_normal().string();
  return options;
}

/// The project in the folder where there is one, else one that is to be made there.
std::optional<Project> project_in(const std::string& folder, Console& console) {
  std::error_code failed;
  if (fs::exists(*of_folder(folder).config, failed)) {
    return open_project(of_folder(folder), console);
  }
  Project project = default_project();
  project.root = fs::absolute(folder, failed).lexically_normal().string();
  return project;
}

bool has_revisions(const Project& project) {
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(project.versions_folder(), failed)) {
    if (entry.path().extension() == ".sql") return true;
  }
  return false;
}

ExitStatus refuse_second(std::string_view where, Console& console) {
  console.error(
      fmt::format("there are revisions already, in {}", where),
      "the schema of a database can only be the first; `ashlar diff head URL` prints what "
      "leads from the revisions to it");
  return ExitStatus::kUsage;
}

ExitStatus stamp(Session& session, const GlobalOptions& global, const std::string& id,
                 Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  if (const Status locked = take_lock(session, workspace->project.database, console); !locked) {
    return console.fail(locked.error());
  }
  const Result<runtime::LedgerState> ledger = session.database->read_ledger();
  if (!ledger) return console.fail(ledger.error());
  StampOptions options;
  options.revisions = {id};
  const Applied applied = compare(*ledger, *workspace->graph);
  const Result<StampPlan> plan = plan_stamp(options, *ledger, applied, *workspace->graph);
  if (!plan) return console.fail(plan.error());
  const Interrupts::Running running(*session.interrupts);
  if (const Status made =
          install_ledger(*ledger, workspace->project.database.ledger_schema, session);
      !made) {
    return console.fail(made.error());
  }
  const Status stamped = session.database->stamp(plan->change);
  return stamped ? ExitStatus::kDone : console.fail(stamped.error());
}

}  // namespace

std::variant<Baseline, ExitStatus> read_baseline(const InitOptions& options, Console& console) {
  std::optional<Project> project = project_in(options.folder, console);
  if (!project.has_value()) return ExitStatus::kUsage;
  if (has_revisions(*project)) return refuse_second(project->versions, console);
  project->database.expect.clear();
  Result<Session> session = open_session(options.from_url, *project, console);
  if (!session) return console.fail(session.error());
  const Result<runtime::LedgerState> ledger = session->database->read_ledger();
  if (!ledger) return console.fail(ledger.error());
  if (!ledger->applied.empty()) return refuse_second("the ledger of the database", console);
  const SideOrStatus read = schema_of_database(*session, console);
  if (const auto* status = std::get_if<ExitStatus>(&read)) return *status;
  const auto& side = std::get<SchemaSide>(read);
  if (side.incomplete) {
    console.error(fmt::format("the schema of {} is not known in full", side.name),
                  "what stands above could not be followed, and would be missing");
    return ExitStatus::kFindings;
  }
  const std::string where = describe(session->database->facts());
  const Status agreed = ask_consent(
      fmt::format("make the schema of {} the first revision, and note it as applied in a "
                  "ledger there?",
                  where),
      options.yes ? Assume::kYes : Assume::kAsk, console);
  if (!agreed) return console.fail(agreed.error());
  return Baseline{std::move(*session), schema::schema_sql(side.catalog)};
}

ExitStatus write_baseline(Baseline baseline, const std::string& folder, Console& console) {
  const GlobalOptions global = of_folder(folder);
  versions::NewRevision made;
  Project project;
  {
    const std::optional<Workspace> workspace = open_linked_workspace(global, console);
    if (!workspace.has_value()) return ExitStatus::kUsage;
    project = workspace->project;
    made.id = versions::new_revision_id(*workspace->history);
    made.message = "baseline";
    made.up = baseline.schema + "\nRESET search_path;\nRESET check_function_bodies;\n";
    made.irreversible = "it was there before the first revision";
    if (const ExitStatus written = write_new_revision(*workspace, made, console);
        written != ExitStatus::kDone) {
      return written;
    }
  }
  const std::string path = (fs::path(project.root) / project.schema).lexically_normal().string();
  const Result<Created> created = create_file(path, baseline.schema);
  if (!created) return console.fail(created.error());
  if (*created == Created::kYes) console.result(from_current_folder(path) + "\n");
  const ExitStatus stamped = stamp(baseline.session, global, made.id, console);
  if (stamped != ExitStatus::kDone) return stamped;
  console.say(fmt::format("revision `{}` is noted as applied in {}\n", made.id,
                          describe(baseline.session.database->facts())));
  return ExitStatus::kDone;
}

}  // namespace ashlar::cli
