#include "runtime/executor/attempt.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <random>

namespace ashlar::runtime {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{500};
constexpr milliseconds kLongestPause{10000};

milliseconds pause_before(int attempt) {
  std::minstd_rand random(std::random_device{}());
  std::uniform_int_distribution<std::int64_t> percent(50, 150);
  const milliseconds pause = std::min(kFirstPause * (1 << std::min(attempt, 10)), kLongestPause);
  return milliseconds{pause.count() * percent(random) / 100};
}

}  // namespace

Limits default_limits(const RunOptions& options) {
  return {options.lock_timeout, options.statement_timeout};
}

bool worth_retrying(const Error& error) {
  return error.code == ErrorCode::kDatabase &&
         (error.sqlstate == "55P03" || error.sqlstate == "40P01" || error.sqlstate == "40001");
}

Error or_interrupted(const StepRun& run, Error error) {
  const bool cancelled = error.code == ErrorCode::kInterrupted || error.sqlstate == "57014";
  if (!cancelled || !run.locked.interrupt.take()) return error;
  error.code = ErrorCode::kInterrupted;
  error.message = "interrupted";
  return error;
}

Status rest_before_retry(const StepRun& run, const plan::Step& step, const Error& error,
                         int attempt) {
  const milliseconds pause = pause_before(attempt);
  if (run.on_step) {
    StepEvent event;
    event.kind = StepEvent::Kind::kRetrying;
    event.step = &step;
    event.elapsed = pause;
    event.message = fmt::format("{}; rolled back, trying again in {:.1f} s ({} of {})",
                                error.message, static_cast<double>(pause.count()) / 1000.0,
                                attempt + 1, run.options.lock_retries);
    run.on_step(event);
  }
  if (run.locked.interrupt.sleep_for(pause)) return {};
  run.locked.interrupt.take();
  Error interrupted = error;
  interrupted.code = ErrorCode::kInterrupted;
  interrupted.message = "interrupted before another attempt: " + error.message;
  return interrupted;
}

Status clear_leftovers(const StepRun& run, const plan::Step& step, Leftovers leftovers) {
  // Within a revision they are the author's to use.
  if (leftovers == Leftovers::kNone || !step.completes_revision) return {};
  return run.locked.session.execute(discard_leftovers());
}

}  // namespace ashlar::runtime
