#include "cli/interrupts.h"

#include <csignal>
#include <pthread.h>
#include <unistd.h>

#include "cli/exit_status.h"

namespace ashlar::cli {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

Interrupts::Interrupts(runtime::Runtime& runtime) : runtime_(runtime) {
  // Blocked before the thread begins, so that it, and nobody else, receives them.
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  watcher_ = std::thread([this] { watch(); });
}

Interrupts::~Interrupts() {
  over_ = true;
  pthread_kill(watcher_.native_handle(), SIGINT);
  watcher_.join();
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

void Interrupts::watch() {
  const sigset_t signals = stop_signals();
  bool asked = false;
  while (true) {
    int received = 0;
    if (sigwait(&signals, &received) != 0) continue;
    if (over_) return;
    // Whoever asks twice does not want to wait: the server sees by itself that we are gone.
    if (!running_ || asked) _exit(static_cast<int>(ExitStatus::kInterrupted));
    asked = true;
    // The runtime lives as long as the process; asking the server may take a while.
    std::thread([&runtime = runtime_] { runtime.interrupt(); }).detach();
  }
}

}  // namespace ashlar::cli
