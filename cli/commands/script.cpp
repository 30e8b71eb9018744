#include <filesystem>
#include <fmt/format.h>

#include "cli/app.h"
#include "cli/approved_plan.h"
#include "cli/commands/commands.h"
#include "cli/range_plan.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/review/review.h"
#include "compiler/plan/build.h"

namespace ashlar::cli {
namespace {

constexpr std::size_t kLookFirst = 5;

std::string script_text(const Workspace& workspace, const RangePlan& planned) {
  const DatabaseSettings& settings = workspace.project.database;
  const plan::Plan install = plan::ledger_plan({}, settings.ledger_schema);
  const emit::review::ReviewInput input{
      *workspace.graph,          planned.path,     planned.prepared.plan, planned.prepared.schemas,
      planned.prepared.findings, planned.database, version_line()};
  return emit::plan_script(planned.prepared.plan, install,
                           {settings.lock_timeout, settings.statement_timeout, settings.expect,
                            approval::digest_of_start(starting_revisions(workspace, planned)),
                            emit::review::look_first(input, kLookFirst)});
}

/// `change.sql` and `change.down.sql`.
std::string beside(const std::string& file) {
  const std::filesystem::path path(file);
  std::filesystem::path name = path.stem();
  name += ".down";
  name += path.extension();
  return (path.parent_path() / name).string();
}

/// The same revisions the other way round.
std::optional<RangePlan> way_back(const Workspace& workspace, const RangePlan& planned,
                                  Console& console) {
  versions::Path path;
  path.direction = versions::Direction::kDown;
  path.revisions.assign(planned.path.revisions.rbegin(), planned.path.revisions.rend());
  path.before = planned.path.after;
  path.after = planned.path.before;
  std::optional<Prepared> prepared =
      prepare(workspace, path, planned.prepared.plan.postgres, console);
  if (!prepared.has_value()) return std::nullopt;
  RangePlan back{std::move(path), std::move(*prepared), planned.database, planned.without_file};
  add_without_file(back);
  return back;
}

ExitStatus write_both(const Workspace& workspace, const RangePlan& planned,
                      const std::string& output, Console& console) {
  if (planned.path.direction == versions::Direction::kDown) {
    console.error("`--down` adds the way back of an upgrade, and this range goes down itself",
                  "a script of the range the other way round brings it back");
    return ExitStatus::kUsage;
  }
  const std::optional<RangePlan> back = way_back(workspace, planned, console);
  if (!back.has_value()) {
    console.note("the way back stops at that, and nothing was written",
                 "without `--down` the script is written alone");
    return ExitStatus::kUsage;
  }
  const std::string down = beside(output);
  ExitStatus written = write_result(down, script_text(workspace, *back), console);
  if (written != ExitStatus::kDone) return written;
  written = write_result(output, script_text(workspace, planned), console);
  if (written != ExitStatus::kDone) return written;
  console.result(fmt::format("{}\n{}\n", output, down));
  return ExitStatus::kDone;
}

}  // namespace

ExitStatus run(const ScriptOptions& options, const GlobalOptions& global, Console& console) {
  if (options.down && options.output.empty()) {
    console.error("`--down` writes a second file beside the first, which has no name",
                  "`-o FILE` gives it one: `-o change.sql` makes change.sql and change.down.sql");
    return ExitStatus::kUsage;
  }
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const std::variant<RangePlan, ExitStatus> made =
      plan_range(*workspace, options.range, options.url, console);
  if (const auto* status = std::get_if<ExitStatus>(&made)) return *status;
  const auto& planned = std::get<RangePlan>(made);
  if (options.down) return write_both(*workspace, planned, options.output, console);
  return write_result(options.output, script_text(*workspace, planned), console);
}

}  // namespace ashlar::cli
