#include "cli/run_plan.h"

#include <algorithm>
#include <fmt/format.h>

#include "cli/progress.h"
#include "cli/run_events.h"
#include "cli/server_error.h"
#include "compiler/emit/emit.h"
#include "compiler/plan/build.h"

namespace ashlar::cli {
namespace {

/// Steps of revisions that an earlier run left half done have to be in the part that runs first:
/// the runtime goes on with nothing else before them.
bool holds_all_half_done(const std::vector<plan::PlannedRevision>& revisions,
                         const runtime::LedgerState& ledger) {
  return std::all_of(
      ledger.in_flight.begin(), ledger.in_flight.end(), [&](const runtime::StepInFlight& row) {
        return std::any_of(revisions.begin(), revisions.end(), [&](const auto& revision) {
          return revision.record.id == row.step.revision;
        });
      });
}

/// The plan cut after each revision whose `verify` queries have to run before anything else does.
std::vector<plan::Plan> parts_of(const plan::Plan& plan, const runtime::LedgerState& ledger) {
  std::vector<plan::Plan> parts;
  plan::Plan part = plan;
  const auto begin_part = [&part] {
    part.steps.clear();
    part.revisions.clear();
  };
  begin_part();
  for (const plan::Step& step : plan.steps) {
    part.steps.push_back(step);
    if (!step.completes_revision) continue;
    part.revisions.push_back(*plan::find_revision(plan, step.revision));
    const bool cut = !part.revisions.back().verify.empty() &&
                     (!parts.empty() || holds_all_half_done(part.revisions, ledger));
    if (!cut) continue;
    parts.push_back(part);
    for (const plan::PlannedRevision& done : part.revisions) {
      part.applied_before.push_back(done.record.id);
    }
    begin_part();
  }
  if (!part.steps.empty()) parts.push_back(std::move(part));
  return parts;
}

void show_failure(const Error& error, const runtime::RunFailure& failure, const plan::Plan& plan,
                  const RunChoices& choices, Console& console) {
  const Sources known = choices.sources == nullptr ? failed_source(failure, plan) : Sources();
  const Sources& sources = choices.sources == nullptr ? known : *choices.sources;
  const auto finding = server_diagnostic(error, failure, plan, sources);
  if (choices.format == Format::kJson) {
    console.event(failure_event(error, failure, finding, sources));
  }
  if (finding) {
    console.say(emit::pretty({*finding}, sources, {1}, console.say_color()));
  } else {
    console.fail(error);
  }
  const auto step = std::find_if(plan.steps.begin(), plan.steps.end(),
                                 [&](const plan::Step& each) { return each.id == failure.step; });
  if (step == plan.steps.end()) return;
  console.note(
      fmt::format("stopped in {}", step_title(*step, plan)),
      step->transactional
          ? "this step was rolled back; those before it stay, and the ledger says which"
          : "this step ran outside a transaction; those before it stay, and the ledger says which");
}

/// Lines for people on stderr, and events for programs on stdout where they are wanted.
runtime::OnStep shown(const plan::Plan& plan, Format format, Console& console) {
  if (format == Format::kPretty) return Progress(plan, console);
  return [&console](const runtime::StepEvent& event) { console.event(step_event(event)); };
}

ExitStatus verify(const plan::PlannedRevision& revision, const Sources* files, Session& session,
                  Console& console) {
  for (const plan::VerifyQuery& query : revision.verify) {
    const Result<bool> holds = session.database->holds(query.sql);
    if (holds && *holds) continue;
    if (!holds && holds.error().code != ErrorCode::kDatabase) return console.fail(holds.error());
    const SourcePlace place{revision.file, query.line, query.column, query.sql};
    const Sources known = files == nullptr ? source_of(place) : Sources();
    const Sources& sources = files == nullptr ? known : *files;
    Diagnostic finding;
    finding.rule = "verify-failed";
    finding.severity = Severity::kError;
    finding.message =
        holds ? "this does not hold: a row's first column is false or NULL" : holds.error().message;
    if (const auto location = location_in(sources, place)) finding.location = *location;
    finding.about = {revision.record.id, "verify", query.index};
    finding.help =
        fmt::format("revision `{}` is applied; `ashlar downgrade` reverts it", revision.record.id);
    console.say(emit::pretty({finding}, sources, {1}, console.say_color()));
    return ExitStatus::kFindings;
  }
  return ExitStatus::kDone;
}

}  // namespace

Status install_ledger(const runtime::LedgerState& ledger, const std::string& ledger_schema,
                      Session& session) {
  const plan::Plan install = plan::ledger_plan(ledger.installed, ledger_schema);
  if (ledger.exists && install.steps.empty()) return {};
  return session.database->install_ledger(install);
}

ExitStatus run_plan(const plan::Plan& plan, const runtime::LedgerState& ledger,
                    const DatabaseSettings& settings, const RunChoices& choices, Session& session,
                    Console& console) {
  const Interrupts::Running running(*session.interrupts);
  if (const Status made = install_ledger(ledger, plan.ledger_schema, session); !made) {
    return console.fail(made.error());
  }
  runtime::RunOptions options;
  options.lock_timeout = settings.lock_timeout;
  options.lock_retries = settings.lock_retries;
  options.statement_timeout = settings.statement_timeout;
  options.terminate_blockers = choices.terminate_blockers;

  for (const plan::Plan& part : parts_of(plan, ledger)) {
    runtime::RunFailure failure;
    const Result<runtime::RunReport> report =
        session.database->run(part, options, shown(plan, choices.format, console), failure);
    if (!report) {
      show_failure(report.error(), failure, part, choices, console);
      return exit_status_of(report.error().code);
    }
    for (const plan::PlannedRevision& done : part.revisions) {
      const ExitStatus verified = verify(done, choices.sources, session, console);
      if (verified != ExitStatus::kDone) return verified;
    }
  }
  return ExitStatus::kDone;
}

}  // namespace ashlar::cli
