#include "cli/migration.h"

#include <algorithm>
#include <fmt/format.h>

#include "cli/consent.h"
#include "cli/planning.h"
#include "cli/run_events.h"
#include "cli/run_plan.h"
#include "compiler/emit/emit.h"
#include "versions/graph.h"

namespace ashlar::cli {
namespace {

std::vector<std::string> head_ids(const versions::Graph& graph,
                                  const versions::RevisionSet& applied) {
  std::vector<std::string> ids;
  for (const versions::RevisionIndex head : versions::heads_of(graph, applied)) {
    ids.push_back(graph[head].id);
  }
  return ids;
}

std::string heads_text(const versions::Graph& graph, const versions::RevisionSet& applied) {
  const std::vector<std::string> ids = head_ids(graph, applied);
  return ids.empty() ? "base" : fmt::format("{}", fmt::join(ids, ", "));
}

std::string question(const plan::Plan& plan, const runtime::ServerFacts& facts) {
  return fmt::format("{} {} revision{} {} {}?",
                     plan.direction == versions::Direction::kUp ? "apply" : "revert",
                     plan.revisions.size(), plan.revisions.size() == 1 ? "" : "s",
                     plan.direction == versions::Direction::kUp ? "to" : "of", describe(facts));
}

Status consent(const plan::Plan& plan, const MigrateOptions& options,
               const runtime::ServerFacts& facts, Console& console) {
  const Assume assume = options.yes ? Assume::kYes : Assume::kAsk;
  if (!options.allow_loss) {
    Status lost = ask_losses(plan::unallowed_losses(plan), assume, console);
    if (!lost) return lost;
  }
  return ask_consent(question(plan, facts), assume, console);
}

/// Everything after the lock.
ExitStatus migrate_locked(const Migration& migration, const MigrateOptions& options,
                          Session& session, std::vector<std::string>& heads, Console& console) {
  const Result<runtime::LedgerState> ledger = session.database->read_ledger();
  if (!ledger) return console.fail(ledger.error());
  const std::optional<Workspace> workspace = migration.workspace(*ledger);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const versions::Graph& graph = *workspace->graph;

  const Applied applied = compare(*ledger, graph);
  show_notes(applied, graph, console);
  if (!unchanged(applied, graph, console)) return ExitStatus::kUsage;
  if (const Status clear = nothing_half_done(*ledger, migration.direction); !clear) {
    return console.fail(clear.error());
  }
  heads = head_ids(graph, applied.revisions);
  const Result<versions::Path> path = migration.path(graph, options.target, applied.revisions);
  if (!path) return console.fail(path.error());
  if (path->revisions.empty()) {
    console.say(fmt::format("already at {}; nothing to do\n", heads_text(graph, path->before)));
    return ExitStatus::kDone;
  }

  const runtime::ServerFacts& facts = session.database->facts();
  std::optional<Prepared> prepared = prepare(*workspace, *path, facts.major, console);
  if (!prepared.has_value()) return ExitStatus::kUsage;
  // What is applied without a file here is applied all the same.
  std::vector<std::string>& before = prepared->plan.applied_before;
  for (const runtime::AppliedRevision* row : applied.without_file) before.push_back(row->record.id);
  std::sort(before.begin(), before.end());

  for (const std::string& sentence : half_done(*ledger)) {
    console.note(sentence + "; this run goes on from there");
  }
  if (!prepared->findings.empty()) {
    show_findings(prepared->findings, workspace->history->sources, console);
  }
  console.say(emit::plan_pretty(prepared->plan, console.say_color()));
  if (options.dry_run) return ExitStatus::kDone;
  if (const Status agreed = consent(prepared->plan, options, facts, console); !agreed) {
    return console.fail(agreed.error());
  }
  if (options.format == Format::kJson) console.event(begin_event(prepared->plan));
  const ExitStatus status = run_plan(
      prepared->plan, *ledger, workspace->project.database,
      {options.format, options.terminate_blockers, &workspace->history->sources}, session, console);
  if (status == ExitStatus::kDone) {
    heads = head_ids(graph, path->after);
    console.say(fmt::format("now at {}\n", heads_text(graph, path->after)));
  }
  return status;
}

/// `heads` are those that are known to be applied in the end.
ExitStatus migrate_open(const Migration& migration, const MigrateOptions& options,
                        const Project& project, std::vector<std::string>& heads, Console& console) {
  Result<Session> session = open_session(options.url, project, console);
  if (!session) return console.fail(session.error());
  console.say(fmt::format("{}\n", describe(session->database->facts())));
  if (!options.dry_run) {
    if (const Status usable = writable(session->database->facts()); !usable) {
      return console.fail(usable.error());
    }
    if (const Status locked = take_lock(*session, project.database, console); !locked) {
      return console.fail(locked.error());
    }
  }
  return migrate_locked(migration, options, *session, heads, console);
}

}  // namespace

ExitStatus migrate(const Migration& migration, const MigrateOptions& options,
                   const Project& project, Console& console) {
  std::vector<std::string> heads;
  const ExitStatus status = migrate_open(migration, options, project, heads, console);
  if (options.format == Format::kJson) console.event(end_event(status, heads));
  return status;
}

}  // namespace ashlar::cli
