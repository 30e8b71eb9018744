#include "runtime/executor/watch.h"

#include <fmt/format.h>

#include "runtime/executor/server_progress.h"

namespace ashlar::runtime {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBetweenLooks{1000};

}  // namespace

Watch::Watch(const LockedSession& locked, std::optional<milliseconds> terminate_after,
             OnStep on_step)
    : target_(locked.session.target()),
      pid_(locked.backend_pid),
      server_(locked.server),
      terminate_after_(terminate_after),
      on_step_(std::move(on_step)) {}

Watch::~Watch() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard<std::mutex> held(mutex_);
    over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Watch::step(const plan::Step* step) {
  const std::lock_guard<std::mutex> held(mutex_);
  step_ = step;
  begin_ = Clock::now();
  if (step != nullptr && !thread_.joinable()) {
    thread_ = std::thread([this] { watch(); });
  }
}

void Watch::watch() {
  std::unique_lock<std::mutex> held(mutex_);
  while (!over_) {
    changed_.wait_for(held, kBetweenLooks, [this] { return over_; });
    if (!over_ && step_ != nullptr && Clock::now() - begin_ >= kBetweenLooks) look(held);
  }
}

void Watch::look(std::unique_lock<std::mutex>& held) {
  if (seen_ != step_) blocked_since_.reset();
  seen_ = step_;
  held.unlock();
  if (session_ == nullptr && !unreachable_) {
    auto opened = database::Session::open(target_, never_);
    // No connection left for it, or it leads to another server of several: the step goes on
    // unwatched, as the process's number means somebody else there.
    unreachable_ = !opened || replacement(server_, identity_of(**opened)).has_value();
    if (!unreachable_) session_ = std::move(*opened);
  }
  StepEvent event;
  event.kind = StepEvent::Kind::kUnderWay;
  std::optional<ServerProgress> progress;
  std::vector<Blocker> blockers;
  bool terminate_now = false;
  if (session_ != nullptr) {
    progress = server_progress(*session_, pid_);
    if (auto found = blockers_of(*session_, pid_)) blockers = std::move(*found);
  }
  held.lock();
  if (over_ || step_ != seen_) return;
  const Clock::time_point now = Clock::now();
  event.step = step_;
  event.elapsed = std::chrono::duration_cast<milliseconds>(now - begin_);
  if (progress) {
    event.message = progress->phase;
    event.fraction = progress->fraction;
  }
  for (const Blocker& blocker : blockers) event.blockers.push_back(blocker.name);
  // Between two attempts at a lock nobody is in the way; the time goes on all the same.
  if (!blockers.empty() && !blocked_since_) blocked_since_ = now;
  terminate_now = terminate_after_ && blocked_since_ && now - *blocked_since_ >= *terminate_after_;
  on_step_(event);
  if (!terminate_now) return;
  for (const Blocker& blocker : blockers) {
    if (!terminate(*session_, blocker)) continue;
    event.kind = StepEvent::Kind::kNotice;
    event.message = "ended the session that was in the way: " + blocker.name;
    on_step_(event);
  }
}

}  // namespace ashlar::runtime
