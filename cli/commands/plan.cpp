#include <fmt/format.h>

#include "cli/app.h"
#include "cli/approved_plan.h"
#include "cli/commands/commands.h"
#include "cli/files.h"
#include "cli/range_plan.h"
#include "cli/signature.h"
#include "compiler/emit/emit.h"
#include "compiler/emit/plan_facts.h"
#include "compiler/emit/review/review.h"

namespace ashlar::cli {
namespace {

emit::review::Review review_of(const Workspace& workspace, const RangePlan& planned) {
  return emit::review::make_review({*workspace.graph, planned.path, planned.prepared.plan,
                                    planned.prepared.schemas, planned.prepared.findings,
                                    planned.database, version_line()});
}

std::string plan_text(const Workspace& workspace, const RangePlan& planned, PlanFormat format,
                      emit::Color color) {
  const plan::Plan& plan = planned.prepared.plan;
  switch (format) {
    case PlanFormat::kPretty:
      return emit::plan_pretty(plan, color);
    case PlanFormat::kJson:
      return emit::plan_json(plan);
    case PlanFormat::kHtml:
      return emit::review::review_html(review_of(workspace, planned));
    case PlanFormat::kMarkdown:
      return emit::review::review_markdown(review_of(workspace, planned));
  }
  return "";
}

/// What `apply` runs, with a signature beside it where one is wanted. Whatever fails, no plan is
/// left with a signature that is not its own.
ExitStatus write_plan(const approval::PlanFile& file, const PlanOptions& options,
                      Console& console) {
  const std::string text = approval::write_plan_file(file);
  std::string signature;
  if (!options.sign.empty()) {
    Result<std::string> made = sign(text, options.sign);
    if (!made) return console.fail(made.error());
    signature = std::move(*made);
  }
  if (const Status written = replace_file(options.output, text); !written) {
    return console.fail(written.error());
  }
  if (!signature.empty()) {
    const Status written = replace_file(signature_path(options.output), signature);
    if (!written) return console.fail(written.error());
  }
  console.say(fmt::format(
      "{}: {}\n{}{}\n", options.output, emit::counts_line(emit::totals(file.plan)),
      file.plan.fingerprint,
      signature.empty() ? "" : fmt::format("\nsigned: {}", signature_path(options.output))));
  return ExitStatus::kDone;
}

}  // namespace

ExitStatus run(const PlanOptions& options, const GlobalOptions& global, Console& console) {
  const bool to_file = !options.output.empty();
  const PlanFormat format =
      options.format.value_or(to_file ? PlanFormat::kJson : PlanFormat::kPretty);
  const bool for_apply = to_file && format == PlanFormat::kJson;
  if (!options.sign.empty() && !for_apply) {
    console.error("`--sign` signs a plan that `apply` takes",
                  "`ashlar plan RANGE -o FILE --sign KEY` writes FILE and FILE.sig");
    return ExitStatus::kUsage;
  }
  const std::optional<Workspace> workspace = open_linked_workspace(global, console);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const std::variant<RangePlan, ExitStatus> made =
      plan_range(*workspace, options.range, options.url, console);
  if (const auto* status = std::get_if<ExitStatus>(&made)) return *status;
  const auto& planned = std::get<RangePlan>(made);
  if (for_apply) return write_plan(plan_file_of(*workspace, planned), options, console);
  const emit::Color color = to_file ? emit::Color::kNever : console.result_color();
  return write_result(options.output, plan_text(*workspace, planned, format, color), console);
}

}  // namespace ashlar::cli
