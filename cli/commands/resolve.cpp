#include <algorithm>
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/consent.h"
#include "cli/session.h"
#include "cli/workspace.h"

namespace ashlar::cli {
namespace {

Error usage(std::string message, std::string detail) {
  return {ErrorCode::kUsage, std::move(message), "", std::move(detail), 0};
}

std::string name_of(const ledger::StepRef& step) {
  return fmt::format("step {} of {} of revision `{}` ({})", step.step, step.steps, step.revision,
                     versions::to_string(step.direction));
}

/// What is in flight, one line a step.
std::string listing(const runtime::LedgerState& ledger) {
  std::string lines;
  for (const runtime::StepInFlight& row : ledger.in_flight) {
    lines += fmt::format("{}: {} {}\n", name_of(row.step),
                         row.done ? "done, started" : "not known to have ended, started",
                         row.started_at);
  }
  return lines.empty() ? "no revision is half done" : lines;
}

/// The step that was started and of which nobody knows how it ended.
Result<ledger::StepRef> find_step(const ResolveOptions& options,
                                  const runtime::LedgerState& ledger) {
  // As everywhere, an id may be shortened; half done are few.
  constexpr std::size_t kShortest = 4;
  const auto names = [&options](const runtime::StepInFlight& row) {
    const std::string& id = row.step.revision;
    return row.step.step == options.step &&
           (id == options.revision ||
            (options.revision.size() >= kShortest && id.starts_with(options.revision)));
  };
  const runtime::StepInFlight* found = nullptr;
  for (const runtime::StepInFlight& row : ledger.in_flight) {
    if (!names(row)) continue;
    if (found != nullptr && found->step.revision != row.step.revision) {
      return usage(fmt::format("`{}` is the beginning of several revisions' ids", options.revision),
                   listing(ledger));
    }
    found = &row;
  }
  if (found == nullptr) {
    return usage(
        fmt::format("step {} of revision `{}` is not half done", options.step, options.revision),
        listing(ledger));
  }
  if (found->done) {
    return usage(fmt::format("{} is known to be done; nobody has to say so", name_of(found->step)),
                 listing(ledger));
  }
  return found->step;
}

ExitStatus resolve_locked(const ResolveOptions& options, Session& session, Console& console) {
  const Result<runtime::LedgerState> ledger = session.database->read_ledger();
  if (!ledger) return console.fail(ledger.error());
  const Result<ledger::StepRef> step = find_step(options, *ledger);
  if (!step) return console.fail(step.error());
  const bool done = options.verdict == ledger::Verdict::kDone;
  console.say(fmt::format("in the ledger of {}:\n  {} {}\n", describe(session.database->facts()),
                          name_of(*step),
                          done ? "took effect" : "had no effect and is to be run again"));
  const Status agreed =
      ask_consent("record it?", options.yes ? Assume::kYes : Assume::kAsk, console);
  if (!agreed) return console.fail(agreed.error());
  const Interrupts::Running running(*session.interrupts);
  const Status resolved = session.database->resolve(*step, options.verdict);
  if (!resolved) return console.fail(resolved.error());
  console.say(
      fmt::format("`ashlar {}grade` goes on from there\n", versions::to_string(step->direction)));
  return ExitStatus::kDone;
}

}  // namespace

ExitStatus run(const ResolveOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Project> project = open_project(global, console);
  if (!project.has_value()) return ExitStatus::kUsage;
  Result<Session> session = open_session(options.url, *project, console);
  if (!session) return console.fail(session.error());
  if (const Status locked = take_lock(*session, project->database, console); !locked) {
    return console.fail(locked.error());
  }
  return resolve_locked(options, *session, console);
}

}  // namespace ashlar::cli
