#include "cli/app.h"
#include "cli/commands/commands.h"
#include "cli/range_plan.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/review/review.h"

namespace ashlar::cli {
namespace {

emit::review::Review review_of(const Workspace& workspace, const RangePlan& planned) {
  return emit::review::make_review({*workspace.graph, planned.path, planned.prepared.plan,
                                    planned.prepared.schemas, planned.prepared.findings,
                                    planned.database, version_line()});
}

std::string plan_text(const Workspace& workspace, const RangePlan& planned,
                      const PlanOptions& options, const Console& console) {
  const plan::Plan& plan = planned.prepared.plan;
  switch (options.format) {
    case PlanFormat::kPretty:
      return emit::plan_pretty(
          plan, options.output.empty() ? console.result_color() : emit::Color::kNever);
    case PlanFormat::kJson:
      return emit::plan_json(plan);
    case PlanFormat::kHtml:
      return emit::review::review_html(review_of(workspace, planned));
    case PlanFormat::kMarkdown:
      return emit::review::review_markdown(review_of(workspace, planned));
  }
  return "";
}

}  // namespace

ExitStatus run(const PlanOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const std::variant<RangePlan, ExitStatus> planned =
      plan_range(*workspace, options.range, options.url, console);
  if (const auto* status = std::get_if<ExitStatus>(&planned)) return *status;
  return write_result(options.output,
                      plan_text(*workspace, std::get<RangePlan>(planned), options, console),
                      console);
}

}  // namespace ashlar::cli
