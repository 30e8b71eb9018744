#include "versions/workers.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <utility>

namespace ashlar::versions {
namespace {

/// Below this many revisions a second thread costs more than it saves.
constexpr std::size_t kRevisionsWorthAThread = 32;

}  // namespace

Workers::Workers(std::size_t revisions) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t wanted = std::min(cores, 1 + revisions / kRevisionsWorthAThread);
  try {
    while (count() < wanted) threads_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    // The system has no thread to give: those that run do all the work.
  }
}

Workers::~Workers() {
  wait([this] { return tasks_.empty(); });
  {
    const Lock lock(mutex_);
    ending_ = true;
  }
  added_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Workers::add(std::function<void()> task) {
  {
    const Lock lock(mutex_);
    tasks_.push_back(std::move(task));
    // Who waits for a task's end may help with this one.
    if (waiting_ > 0) done_.notify_all();
  }
  added_.notify_one();
}

void Workers::wait(const std::function<bool()>& done) {
  Lock lock(mutex_);
  while (!done()) {
    if (tasks_.empty()) {
      ++waiting_;
      done_.wait(lock);
      --waiting_;
    } else {
      run_first(lock);
    }
  }
}

void Workers::work() {
  Lock lock(mutex_);
  while (true) {
    added_.wait(lock, [this] { return ending_ || !tasks_.empty(); });
    if (tasks_.empty()) return;
    run_first(lock);
  }
}

void Workers::run_first(Lock& lock) {
  std::function<void()> task = std::move(tasks_.front());
  tasks_.pop_front();
  lock.unlock();
  task();
  task = nullptr;  // what it holds is freed before anybody is told, and outside of the lock
  lock.lock();
  if (waiting_ > 0) done_.notify_all();
}

void for_each_index(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  Workers workers(count);  // after what its tasks use: they may run until it ends
  for (std::size_t k = 0; k < workers.count(); ++k) {
    workers.add([&next, &work, count] {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    });
  }
}

}  // namespace ashlar::versions
