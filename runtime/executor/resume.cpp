#include "runtime/executor/resume.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <string>

namespace ashlar::runtime {
namespace {

Error refused(std::string message, std::string detail) {
  Error error;
  error.code = ErrorCode::kLedger;
  error.message = std::move(message);
  error.detail = std::move(detail);
  return error;
}

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

std::vector<std::string> without(const std::vector<std::string>& ids,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> left;
  std::set_difference(ids.begin(), ids.end(), others.begin(), others.end(),
                      std::back_inserter(left));
  return left;
}

Status check_start(const plan::Plan& plan, const LedgerState& ledger) {
  std::vector<std::string> applied;
  for (const AppliedRevision& revision : ledger.applied) applied.push_back(revision.record.id);
  std::sort(applied.begin(), applied.end());
  std::vector<std::string> expected = plan.applied_before;
  std::sort(expected.begin(), expected.end());
  if (applied == expected) return {};
  const std::vector<std::string> more = without(applied, expected);
  const std::vector<std::string> fewer = without(expected, applied);
  std::string detail;
  if (!more.empty()) detail += "applied, but not when the plan was made: " + joined(more) + "\n";
  if (!fewer.empty())
    detail += "applied when the plan was made, but no more: " + joined(fewer) + "\n";
  return refused("the ledger has changed since the plan was made",
                 detail + "make the plan again and look at it");
}

std::string_view name_of(versions::Direction direction) {
  return direction == versions::Direction::kUp ? "up" : "down";
}

Error half_done(const StepInFlight& row) {
  const ledger::StepRef& step = row.step;
  return refused(fmt::format("revision `{}` is half done: its {} stopped at step {} of {}",
                             step.revision, name_of(step.direction), step.step, step.steps),
                 fmt::format("{} it to the end first, or `stamp` it once you have brought the "
                             "database to where it should be",
                             step.direction == versions::Direction::kUp ? "upgrade" : "downgrade"));
}

Error changed(const StepInFlight& row) {
  const ledger::StepRef& step = row.step;
  std::string detail =
      "bring back the statements that were run; change only those of the steps that come after";
  if (!row.done) {
    detail += fmt::format(
        "\nor, where you have seen to it that nothing of the step is left, forget it with\n"
        "    ashlar resolve {} --step {} redo",
        step.revision, step.step);
  }
  return refused(
      fmt::format(
          "step {} of {} of revision `{}` ({}) was {} with other statements than it has now",
          step.step, step.steps, step.revision, name_of(step.direction),
          row.done ? "completed" : "started"),
      std::move(detail));
}

}  // namespace

Result<std::vector<Standing>> standings(const plan::Plan& plan, const LedgerState& ledger,
                                        std::uint32_t& failed) {
  if (Status start = check_start(plan, ledger); !start) return start.error();
  std::vector<Standing> result(plan.steps.size(), Standing::kToRun);
  if (plan.steps.empty()) return result;
  for (const StepInFlight& row : ledger.in_flight) {
    const auto of_revision = [&row](const plan::Step& step) {
      return step.revision == row.step.revision && step.ledger_step.direction == row.step.direction;
    };
    if (std::none_of(plan.steps.begin(), plan.steps.end(), of_revision)) return half_done(row);
    const auto step = std::find_if(plan.steps.begin(), plan.steps.end(), [&](const auto& one) {
      return of_revision(one) && one.ledger_step.step == row.step.step;
    });
    if (step == plan.steps.end()) return changed(row);
    if (step->ledger_step.checksum != row.step.checksum) {
      failed = step->id;
      return changed(row);
    }
    result[static_cast<std::size_t>(step - plan.steps.begin())] =
        row.done ? Standing::kDone : Standing::kStarted;
  }
  return result;
}

}  // namespace ashlar::runtime
