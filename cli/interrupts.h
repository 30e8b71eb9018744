#pragma once

// SIGINT and SIGTERM while a database is open: a thread of its own waits for them. Layer: cli.

#include <atomic>
#include <thread>

#include "runtime/api/runtime.h"

namespace ashlar::cli {

/// While it lives, a signal stops the program at once with exit 130, unless a `Running` lives too:
/// then the server's statement is cancelled and the command winds up in order; a second signal
/// stops the program at once all the same.
class Interrupts {
 public:
  explicit Interrupts(runtime::Runtime& runtime);
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  ~Interrupts();

  /// Marks work on the database that has to be wound up.
  class Running {
   public:
    explicit Running(Interrupts& interrupts) : interrupts_(interrupts) {
      interrupts_.running_ = true;
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() { interrupts_.running_ = false; }

   private:
    Interrupts& interrupts_;
  };

 private:
  void watch();

  runtime::Runtime& runtime_;
  std::atomic<bool> running_{false};
  std::atomic<bool> over_{false};
  std::thread watcher_;
};

}  // namespace ashlar::cli
