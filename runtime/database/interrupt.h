#pragma once

// How another thread stops what a session is doing. A request stays until somebody takes it, so one
// that comes between two statements is not lost. Layer: runtime/database.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <vector>

namespace ashlar::runtime::database {

/// What an interrupt can stop: a session with a statement under way.
class Interruptible {
 public:
  Interruptible() = default;
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;

  /// Number of the interruptible statement under way; 0: none. Any thread.
  [[nodiscard]] virtual std::uint64_t under_way() const = 0;
  /// Asks the server to cancel it. Any thread.
  virtual void cancel() = 0;

 protected:
  ~Interruptible() = default;
};

class Interrupt {
 public:
  /// Stops what is under way and everything interruptible that would follow. Any thread; returns
  /// when the statements have ended, or after about two seconds.
  void request();
  [[nodiscard]] bool pending() const { return requested_.load(); }
  /// True once for each request: whoever takes it reports it.
  bool take() { return requested_.exchange(false); }
  /// Sleeps; false where an interrupt cut it short.
  [[nodiscard]] bool sleep_for(std::chrono::milliseconds time);

  void attach(Interruptible& session);
  void detach(Interruptible& session);

 private:
  struct Running {
    Interruptible* session = nullptr;  ///< may be gone: looked up in `sessions_` before use
    std::uint64_t statement = 0;
  };
  std::vector<Running> running_now();
  /// Cancels those that still run; true where one did.
  bool cancel(const std::vector<Running>& running);

  std::atomic<bool> requested_{false};
  std::mutex mutex_;
  std::condition_variable woken_;
  std::vector<Interruptible*> sessions_;  ///< each detaches itself before it goes
};

}  // namespace ashlar::runtime::database
