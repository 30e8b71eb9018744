#include "cli/progress.h"

#include <fmt/format.h>

#include "cli/duration.h"

namespace ashlar::cli {
namespace {

constexpr std::chrono::seconds kBetweenWords{30};

}  // namespace

std::string step_title(const plan::Step& step, const plan::Plan& plan) {
  const plan::PlannedRevision* revision = plan::find_revision(plan, step.revision);
  const std::string parents = revision == nullptr || revision->record.parents.empty()
                                  ? "base"
                                  : fmt::format("{}", fmt::join(revision->record.parents, ", "));
  const bool up = plan.direction == versions::Direction::kUp;
  std::string text = up ? fmt::format("upgrade {} -> {}", parents, step.revision)
                        : fmt::format("downgrade {} -> {}", step.revision, parents);
  if (revision != nullptr && !revision->record.message.empty()) {
    text += ", " + revision->record.message;
  }
  if (step.ledger_step.steps > 1) {
    text += fmt::format(" (step {} of {})", step.ledger_step.step, step.ledger_step.steps);
  }
  return text;
}

void Progress::operator()(const runtime::StepEvent& event) {
  using Kind = runtime::StepEvent::Kind;
  const std::string what = step_title(*event.step, plan_);
  switch (event.kind) {
    case Kind::kStarted:
      next_word_ = std::chrono::milliseconds{0};
      console_.live_line(fmt::format("{} …", what));
      break;
    case Kind::kUnderWay:
      under_way(event);
      break;
    case Kind::kFinished:
      console_.say(fmt::format("{}: {}\n", what, duration_text(event.elapsed)));
      break;
    case Kind::kSkipped:
      console_.say(fmt::format("{}: done by an earlier run\n", what));
      break;
    case Kind::kRetrying:
      console_.say(fmt::format("{}: trying again: {}\n", what, event.message));
      break;
    case Kind::kNotice:
      console_.say(fmt::format("{}\n", event.message));
      break;
  }
}

void Progress::under_way(const runtime::StepEvent& event) {
  const std::string blockers = fmt::format("{}", fmt::join(event.blockers, "; "));
  const std::string what = step_title(*event.step, plan_);
  if (!console_.is_live()) {
    if (blockers.empty() || event.elapsed < next_word_) return;
    next_word_ = event.elapsed + kBetweenWords;
    console_.say(fmt::format("{}: waits for {}\n", what, blockers));
    return;
  }
  std::string line = fmt::format("{} … {}", what, duration_text(event.elapsed));
  if (!event.message.empty()) line += ", " + event.message;
  if (event.fraction) line += fmt::format(" {:.0f} %", *event.fraction * 100);
  // What is in the way matters more than what waits, should the line be too long.
  if (!blockers.empty()) {
    line = fmt::format("{} waits for {}; {}", duration_text(event.elapsed), blockers, what);
  }
  console_.live_line(line);
}

}  // namespace ashlar::cli
