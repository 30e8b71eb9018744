#include "runtime/database/interrupt.h"

#include <algorithm>
#include <thread>

namespace ashlar::runtime::database {
namespace {

// A cancel request that reaches the server before the statement does is forgotten there, so it is
// repeated while the same statement goes on.
constexpr std::chrono::milliseconds kBetweenRequests{50};
constexpr int kRequests = 40;

}  // namespace

void Interrupt::request() {
  {
    const std::lock_guard<std::mutex> held(mutex_);
    requested_.store(true);
  }
  woken_.notify_all();
  const std::vector<Running> running = running_now();
  for (int request = 0; request < kRequests; ++request) {
    if (!cancel(running)) return;
    std::this_thread::sleep_for(kBetweenRequests);
  }
}

std::vector<Interrupt::Running> Interrupt::running_now() {
  const std::lock_guard<std::mutex> held(mutex_);
  std::vector<Running> running;
  for (Interruptible* session : sessions_) {
    const std::uint64_t statement = session->under_way();
    if (statement != 0) running.push_back({session, statement});
  }
  return running;
}

bool Interrupt::cancel(const std::vector<Running>& running) {
  const std::lock_guard<std::mutex> held(mutex_);
  bool any = false;
  for (const Running& one : running) {
    const bool there =
        std::find(sessions_.begin(), sessions_.end(), one.session) != sessions_.end();
    if (!there || one.session->under_way() != one.statement) continue;
    one.session->cancel();
    any = true;
  }
  return any;
}

bool Interrupt::sleep_for(std::chrono::milliseconds time) {
  std::unique_lock<std::mutex> held(mutex_);
  return !woken_.wait_for(held, time, [this] { return requested_.load(); });
}

void Interrupt::attach(Interruptible& session) {
  const std::lock_guard<std::mutex> held(mutex_);
  sessions_.push_back(&session);
}

void Interrupt::detach(Interruptible& session) {
  const std::lock_guard<std::mutex> held(mutex_);
  sessions_.erase(std::remove(sessions_.begin(), sessions_.end(), &session), sessions_.end());
}

}  // namespace ashlar::runtime::database
