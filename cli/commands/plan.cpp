#include "cli/commands/commands.h"
#include "cli/range_plan.h"
#include "compiler/emit/emit.h"

namespace ashlar::cli {
namespace {

std::string text_of(const plan::Plan& plan, const PlanOptions& options, const Console& console) {
  switch (options.format) {
    case Format::kPretty:
      return emit::plan_pretty(
          plan, options.output.empty() ? console.result_color() : emit::Color::kNever);
    case Format::kJson:
      return emit::plan_json(plan);
  }
  return "";
}

}  // namespace

ExitStatus run(const PlanOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const std::variant<plan::Plan, ExitStatus> planned =
      plan_range(*workspace, options.range, options.url, console);
  if (const auto* status = std::get_if<ExitStatus>(&planned)) return *status;
  return write_result(options.output, text_of(std::get<plan::Plan>(planned), options, console),
                      console);
}

}  // namespace ashlar::cli
