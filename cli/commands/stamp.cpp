#include <fmt/format.h>

#include "cli/applied.h"
#include "cli/commands/commands.h"
#include "cli/consent.h"
#include "cli/run_plan.h"
#include "cli/session.h"
#include "cli/stamping.h"
#include "cli/workspace.h"

namespace ashlar::cli {
namespace {

ExitStatus stamp_locked(const StampOptions& options, const Workspace& workspace, Session& session,
                        Console& console) {
  const Result<runtime::LedgerState> ledger = session.database->read_ledger();
  if (!ledger) return console.fail(ledger.error());
  const versions::Graph& graph = *workspace.graph;
  const Applied applied = compare(*ledger, graph);
  if (!options.purge) show_notes(applied, graph, console);
  for (const std::string& sentence : half_done(*ledger)) console.note(sentence);
  const Result<StampPlan> plan = plan_stamp(options, *ledger, applied, graph);
  if (!plan) return console.fail(plan.error());
  if (plan->lines.empty()) {
    console.say("the ledger says so already; nothing to do\n");
    return ExitStatus::kDone;
  }

  const runtime::ServerFacts& facts = session.database->facts();
  console.say(fmt::format("in the ledger of {}, without running anything:\n", describe(facts)));
  for (const std::string& line : plan->lines) console.say(fmt::format("  {}\n", line));
  const Status agreed =
      ask_consent("change the ledger?", options.yes ? Assume::kYes : Assume::kAsk, console);
  if (!agreed) return console.fail(agreed.error());

  const Interrupts::Running running(*session.interrupts);
  if (const Status made =
          install_ledger(*ledger, workspace.project.database.ledger_schema, session);
      !made) {
    return console.fail(made.error());
  }
  const Status stamped = session.database->stamp(plan->change);
  return stamped ? ExitStatus::kDone : console.fail(stamped.error());
}

}  // namespace

ExitStatus run(const StampOptions& options, const GlobalOptions& global, Console& console) {
  if (options.revisions.empty() && !options.accept && !options.purge) {
    console.error("what is applied? `stamp` needs a revision",
                  "`ashlar stamp head`, `ashlar stamp base`, `ashlar stamp --accept`");
    return ExitStatus::kUsage;
  }
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  Result<Session> session = open_session(options.url, workspace->project, console);
  if (!session) return console.fail(session.error());
  if (const Status locked = take_lock(*session, workspace->project.database, console); !locked) {
    return console.fail(locked.error());
  }
  return stamp_locked(options, *workspace, *session, console);
}

}  // namespace ashlar::cli
