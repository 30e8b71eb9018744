#pragma once

// Threads that share the work of reading and judging many revisions. Layer: versions.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ashlar::versions {

/// Takes tasks and runs them, first come first served. Who waits for one helps with the others, so
/// all goes on where the machine has one core, or no thread to give.
class Workers {
 public:
  /// As many threads as `revisions` and the machine's cores are worth, the caller's counted in.
  explicit Workers(std::size_t revisions);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  /// Runs what is left.
  ~Workers();

  /// A task touches only what is its own; it does not throw.
  void add(std::function<void()> task);
  /// Returns when `done` says so, which it does after some task; it is called under a lock.
  void wait(const std::function<bool()>& done);

  /// How many threads there are, the caller's counted in.
  [[nodiscard]] std::size_t count() const { return threads_.size() + 1; }

 private:
  using Lock = std::unique_lock<std::mutex>;
  void work();
  void run_first(Lock& lock);

  std::mutex mutex_;
  std::condition_variable added_;
  std::condition_variable done_;
  std::size_t waiting_ = 0;  // in `wait`, with nothing to help with
  std::deque<std::function<void()>> tasks_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

/// Calls `work(i)` for each i below `count`, from all of the threads. Each call touches only what
/// belongs to its own i.
void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace ashlar::versions
