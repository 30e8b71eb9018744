#pragma once

// Looks at a running step from a second session, about once a second: how long it takes, how far
// the server is, who is in its way. Layer: runtime/executor.

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "runtime/api/runtime.h"
#include "runtime/database/session.h"
#include "runtime/executor/blockers.h"
#include "runtime/executor/commit.h"

namespace ashlar::runtime {

/// Its thread begins with the first step and ends with the object. Steps shorter than a second cost
/// nothing but that.
class Watch {
 public:
  /// Looks at the server process of `locked`; `on_step` is called from another thread.
  Watch(const LockedSession& locked, std::optional<std::chrono::milliseconds> terminate_after,
        OnStep on_step);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  /// The step that is under way; null: none. Returns when nothing more will be told of the last.
  void step(const plan::Step* step);

 private:
  using Clock = std::chrono::steady_clock;

  void watch();
  void look(std::unique_lock<std::mutex>& held);

  database::Target target_;
  std::string pid_;
  ServerIdentity server_;
  std::optional<std::chrono::milliseconds> terminate_after_;
  OnStep on_step_;

  std::mutex mutex_;
  std::condition_variable changed_;
  const plan::Step* step_ = nullptr;
  Clock::time_point begin_;
  bool over_ = false;
  std::thread thread_;

  // The thread's own.
  database::Interrupt never_;  ///< these questions are short, and end with the watch
  std::unique_ptr<database::Session> session_;
  bool unreachable_ = false;
  const plan::Step* seen_ = nullptr;
  std::optional<Clock::time_point> blocked_since_;
};

}  // namespace ashlar::runtime
