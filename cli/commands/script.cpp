#include "cli/commands/commands.h"
#include "cli/range_plan.h"
#include "compiler/emit/emit.h"
#include "compiler/plan/build.h"

namespace ashlar::cli {

ExitStatus run(const ScriptOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const std::variant<RangePlan, ExitStatus> planned =
      plan_range(*workspace, options.range, options.url, console);
  if (const auto* status = std::get_if<ExitStatus>(&planned)) return *status;
  const plan::Plan install = plan::ledger_plan({}, workspace->project.database.ledger_schema);
  const DatabaseSettings& settings = workspace->project.database;
  const emit::ScriptLimits limits{settings.lock_timeout, settings.statement_timeout};
  const std::string script =
      emit::plan_script(std::get<RangePlan>(planned).prepared.plan, install, limits);
  return write_result(options.output, script, console);
}

}  // namespace ashlar::cli
