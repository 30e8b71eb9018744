#include <filesystem>
#include <fmt/format.h>

#include "cli/applied.h"
#include "cli/approved_plan.h"
#include "cli/commands/commands.h"
#include "cli/files.h"
#include "cli/run_events.h"
#include "cli/run_plan.h"
#include "cli/signature.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/plan_facts.h"
#include "compiler/emit/terminal.h"

namespace ashlar::cli {
namespace {

/// The project only says where the database is, and only if nothing else does.
std::optional<Project> project_for(const ApplyOptions& options, const GlobalOptions& global,
                                   Console& console) {
  const Address address = choose_address(options.url, default_project());
  std::error_code failed;
  const std::string here = std::filesystem::current_path(failed).string();
  const bool named = options.url.has_value() || address.source.ends_with("DATABASE_URL");
  if (!global.config.has_value() && (named || !find_config(std::nullopt, here).has_value())) {
    Project none = default_project();
    none.root = here;
    return none;
  }
  return open_project(global, console);
}

Result<approval::PlanFile> open_plan(const ApplyOptions& options, Console& console) {
  const Result<std::string> text = read_file(options.file);
  if (!text) return text.error();
  if (!options.verify_with.empty()) {
    const Result<std::string> who = verify_signature(*text, options.file, options.verify_with);
    if (!who) return who.error();
    console.say(fmt::format("signed by {}\n", *who));
  }
  return approval::read_plan_file(*text, options.file);
}

/// Everything after the lock.
ExitStatus apply_locked(const ApplyOptions& options, const approval::PlanFile& file,
                        const DatabaseSettings& settings, Session& session,
                        std::vector<std::string>& heads, Console& console) {
  const Result<runtime::LedgerState> ledger = session.database->read_ledger();
  if (!ledger) return console.fail(ledger.error());
  const Result<plan::Plan> left = remaining(file, *ledger);
  if (!left) return console.fail(left.error());
  if (left->steps.empty()) {
    heads = file.plan.to;
    console.say("this plan is applied already; nothing to do\n");
    return ExitStatus::kDone;
  }
  heads = file.plan.from;
  if (left->steps.size() < file.plan.steps.size()) {
    console.note(
        fmt::format("{} of the plan's {} are done by an earlier run; this one goes on from "
                    "there",
                    file.plan.revisions.size() - left->revisions.size(),
                    emit::counted(file.plan.revisions.size(), "revision")));
  }
  for (const std::string& sentence : half_done(*ledger)) {
    console.note(sentence + "; this run goes on from there");
  }
  console.say(emit::plan_pretty(*left, console.say_color()));
  if (const std::vector<std::string> lost = plan::unallowed_losses(*left); !lost.empty()) {
    console.note("the plan was approved with these losses in it:",
                 fmt::format("{}", fmt::join(lost, "\n")));
  }
  if (options.dry_run) return ExitStatus::kDone;
  if (options.format == Format::kJson) console.event(begin_event(*left));
  const ExitStatus status =
      run_plan(*left, *ledger, settings, {options.format, options.terminate_blockers, nullptr},
               session, console);
  if (status == ExitStatus::kDone) {
    heads = file.plan.to;
    console.say(fmt::format("now at {}\n", emit::heads_text(file.plan.to)));
  }
  return status;
}

ExitStatus apply(const ApplyOptions& options, const GlobalOptions& global,
                 std::vector<std::string>& heads, Console& console) {
  const Result<approval::PlanFile> file = open_plan(options, console);
  if (!file) return console.fail(file.error());
  std::optional<Project> project = project_for(options, global, console);
  if (!project.has_value()) return ExitStatus::kUsage;
  DatabaseSettings& settings = project->database;
  settings.ledger_schema = file->plan.ledger_schema;
  settings.lock_timeout = file->lock_timeout;
  settings.lock_retries = file->lock_retries;
  settings.statement_timeout = file->statement_timeout;
  settings.wait = file->wait;
  if (!file->database.empty()) settings.expect.clear();

  Result<Session> session = open_session(options.url, *project, console);
  if (!session) return console.fail(session.error());
  const runtime::ServerFacts& facts = session->database->facts();
  console.say(fmt::format("{}\n", describe(facts)));
  if (const Status fits = fits_server(*file, facts); !fits) return console.fail(fits.error());
  if (!options.dry_run) {
    if (const Status usable = writable(facts); !usable) return console.fail(usable.error());
    if (const Status locked = take_lock(*session, settings, console); !locked) {
      return console.fail(locked.error());
    }
  }
  return apply_locked(options, *file, settings, *session, heads, console);
}

}  // namespace

ExitStatus run(const ApplyOptions& options, const GlobalOptions& global, Console& console) {
  std::vector<std::string> heads;
  const ExitStatus status = apply(options, global, heads, console);
  if (options.format == Format::kJson) console.event(end_event(status, heads));
  return status;
}

}  // namespace ashlar::cli
