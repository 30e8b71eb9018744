#include "cli/child_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ashlar::cli {
namespace {

/// Both ends of a pipe; closed at the end of the scope.
struct Pipe {
  std::array<int, 2> ends{-1, -1};
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) ends = {-1, -1};
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  void close_end(std::size_t end) {
    if (ends.at(end) >= 0) ::close(ends.at(end));
    ends.at(end) = -1;
  }
};

/// Reads both streams to their ends.
void read_all(Pipe& out, Pipe& err, Finished& finished) {
  std::array<pollfd, 2> waiting{pollfd{out.ends[0], POLLIN, 0}, pollfd{err.ends[0], POLLIN, 0}};
  std::array<std::string*, 2> texts{&finished.output, &finished.errors};
  std::array<char, 65536> buffer{};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting.at(i).fd < 0 || waiting.at(i).revents == 0) continue;
      const ssize_t count = ::read(waiting.at(i).fd, buffer.data(), buffer.size());
      if (count > 0) {
        texts.at(i)->append(buffer.data(), static_cast<std::size_t>(count));
      } else if (count == 0 || errno != EINTR) {
        waiting.at(i).fd = -1;
      }
    }
  }
}

/// A descriptor that gives `input` and then ends; -1 where there is no memory for it. A pipe would
/// have to be written while the answers are read, and to a reader that may be gone.
int readable(std::string_view input) {
  const int memory = ::memfd_create("ashlar-input", MFD_CLOEXEC);
  while (memory >= 0 && !input.empty()) {
    const ssize_t written = ::write(memory, input.data(), input.size());
    if (written < 0 && errno != EINTR) break;
    if (written > 0) input.remove_prefix(static_cast<std::size_t>(written));
  }
  if (memory >= 0 && (!input.empty() || ::lseek(memory, 0, SEEK_SET) != 0)) {
    ::close(memory);
    return -1;
  }
  return memory;
}

Finished not_run(int failure) {
  Finished finished;
  finished.status = -1;
  finished.errors = std::strerror(failure);  // NOLINT(concurrency-mt-unsafe): glibc's is
  return finished;
}

}  // namespace

Finished run_program(std::vector<std::string> words, std::string_view input) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  const int in = readable(input);
  if (in < 0) return not_run(errno);
  Pipe out;
  Pipe err;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.ends[1], STDERR_FILENO);
  pid_t child = 0;
  const int failure =
      ::posix_spawnp(&child, pointers.front(), &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(in);
  if (failure != 0) return not_run(failure);
  out.close_end(1);
  err.close_end(1);
  Finished finished;
  read_all(out, err, finished);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

}  // namespace ashlar::cli
