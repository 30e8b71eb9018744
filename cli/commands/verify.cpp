#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <thread>

#include "cli/commands/commands.h"
#include "cli/interrupts.h"
#include "cli/verify_judge.h"
#include "cli/verify_report.h"
#include "cli/verify_trials.h"
#include "compiler/diff/migrate.h"
#include "compiler/schema/schema.h"
#include "versions/symbols.h"

namespace ashlar::cli {
namespace {

Error downwards(const std::string& range) {
  return {ErrorCode::kUsage, fmt::format("`{}` leads downwards", range), "",
          "`verify` goes up, down and up again: write the lower end first", 0};
}

/// What the grammar could not read cannot be run. A down section that it could not read is its own
/// revision's trouble alone.
bool is_readable(const Workspace& workspace, Console& console) {
  Diagnostics errors;
  std::copy_if(workspace.source_findings.begin(), workspace.source_findings.end(),
               std::back_inserter(errors), [](const Diagnostic& finding) {
                 return finding.severity == Severity::kError && finding.about.section != "down";
               });
  if (errors.empty()) return true;
  show_findings(std::move(errors), workspace.history->sources, console);
  console.error("nothing was verified: the revisions hold errors");
  return false;
}

/// Takes results as they come and tells of them in the order of the revisions.
class Telling {
 public:
  Telling(const Workspace& workspace, const Trials& trials, VerifyFormat format, Console& console)
      : workspace_(workspace),
        trials_(trials),
        format_(format),
        console_(console),
        next_(trials.first) {}

  void take(runtime::TrialResult&& result) {
    const std::size_t trial = result.trial;
    ++made_;
    waiting_.emplace(trial, std::move(result));
    // One below the range that fails is all that there is to tell.
    if (trial < trials_.first) next_ = trial;
    while (!waiting_.empty() && waiting_.begin()->first == next_) {
      add(judge_trial(workspace_, trials_.facts[next_], waiting_.begin()->second, known_));
      waiting_.erase(waiting_.begin());
      ++next_;
    }
    if (console_.is_live()) {
      console_.live_line(
          fmt::format("verified {} of {}", made_, trials_.trials.size() - trials_.first));
    }
  }

  /// Everything, once no more results come.
  const std::vector<Verified>& finish() {
    console_.end_live_line();
    for (next_ = std::max(next_, trials_.first); next_ < trials_.trials.size(); ++next_) {
      const auto late = waiting_.find(next_);
      add(late == waiting_.end()
              ? not_tried(workspace_, trials_.facts[next_])
              : judge_trial(workspace_, trials_.facts[next_], late->second, known_));
    }
    return all_;
  }

 private:
  void add(Verified&& verified) {
    if (format_ == VerifyFormat::kPretty) {
      if (console_.is_live()) console_.end_live_line();
      console_.event(
          verified_pretty(verified, workspace_.history->sources, console_.result_color()));
    }
    all_.push_back(std::move(verified));
  }

  const Workspace& workspace_;
  const Trials& trials_;
  VerifyFormat format_;
  Console& console_;
  std::size_t next_;
  std::size_t made_ = 0;
  std::map<std::size_t, runtime::TrialResult> waiting_;
  SchemaTrouble known_;
  std::vector<Verified> all_;
};

void note_roles(const runtime::TrialReport& report, Console& console) {
  if (!report.roles_made.empty()) {
    console.note(fmt::format("made for the time being, as no revision makes them: role{} {}",
                             report.roles_made.size() == 1 ? "" : "s",
                             fmt::join(report.roles_made, ", ")));
  }
  if (!report.roles_left.empty()) {
    console.warning(fmt::format("left on the server, as all its databases share them: role{} {}",
                                report.roles_left.size() == 1 ? "" : "s",
                                fmt::join(report.roles_left, ", ")));
  }
}

}  // namespace

ExitStatus run(const VerifyOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const Result<versions::Path> path = versions::range_path(*workspace->graph, options.range, {});
  if (!path) return console.fail(path.error());
  if (path->direction == versions::Direction::kDown) return console.fail(downwards(options.range));
  if (!is_readable(*workspace, console)) return ExitStatus::kUsage;
  const Result<runtime::Runtime*> runtime = runtime::load_runtime();
  if (!runtime) return console.fail(runtime.error());

  const Trials trials = make_trials(*workspace, *path);
  runtime::TrialOptions trial_options;
  if (options.url.has_value() && *options.url != "embedded") {
    trial_options.url = *options.url;
  } else {
    trial_options.embedded_folder = workspace->project.verify_folder();
  }
  trial_options.first = trials.first;
  trial_options.shared_objects = trials.shared_objects;
  trial_options.jobs =
      options.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.jobs;

  Interrupts interrupts(**runtime);
  Telling telling(*workspace, trials, options.format, console);
  const runtime::ComputedSchema schema = {
      [&trials](std::size_t trial) {
        return schema::schema_sql(trials.compilation.revisions[trial].up.after);
      },
      [&trials](std::size_t trial) {
        const effects::Replay& up = trials.compilation.revisions[trial].up;
        std::string sql;
        for (const std::string& statement :
             diff::migrate(up.before, up.after, diff::Kinship::kSameHistory).statements) {
          sql += statement;
          sql += ";\n";
        }
        return sql;
      }};
  const auto on_trial = [&telling](runtime::TrialResult&& result) {
    telling.take(std::move(result));
  };
  const Interrupts::Running running(interrupts);
  const Result<runtime::TrialReport> report =
      (*runtime)->verify(trials.trials, trial_options, schema, on_trial);
  if (!report) {
    console.end_live_line();
    return console.fail(report.error());
  }
  const std::vector<Verified>& all = telling.finish();
  note_roles(*report, console);
  switch (options.format) {
    case VerifyFormat::kPretty:
      console.result(summary_line(all) + "\n");
      break;
    case VerifyFormat::kJson:
      console.result(verify_json(all, report->server, workspace->history->sources));
      break;
    case VerifyFormat::kJunit:
      console.result(verify_junit(all, workspace->history->sources));
      break;
  }
  const bool failed = std::any_of(all.begin(), all.end(), [](const Verified& each) {
    return each.verdict == Verdict::kFailed;
  });
  return failed ? ExitStatus::kFindings : ExitStatus::kDone;
}

}  // namespace ashlar::cli
