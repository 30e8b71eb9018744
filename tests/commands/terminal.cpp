#include "tests/commands/terminal.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "tests/cases/case_runner.h"

namespace ashlar::cases {
namespace {

constexpr int kMostMilliseconds = 60000;

}  // namespace

Terminal::Terminal(const std::string& command, const std::string& folder) {
  child_ = forkpty(&terminal_, nullptr, nullptr, nullptr);
  if (child_ < 0) throw std::system_error(errno, std::generic_category(), "no pseudo terminal");
  if (child_ > 0) return;
  if (chdir(folder.c_str()) != 0) _exit(126);
  std::vector<std::string> variables = environment(folder);
  variables.emplace_back("TERM=xterm");
  std::vector<char*> pointers;
  for (std::string& variable : variables) pointers.push_back(variable.data());
  pointers.push_back(nullptr);
  std::string text = "exec " + command;
  std::string shell = "sh";
  std::string flag = "-c";
  char* words[] = {shell.data(), flag.data(), text.data(), nullptr};
  execve("/bin/sh", words, pointers.data());
  _exit(127);
}

Terminal::~Terminal() {
  if (child_ > 0) {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  if (terminal_ >= 0) close(terminal_);
}

bool Terminal::read_more() {
  pollfd waited{terminal_, POLLIN, 0};
  if (poll(&waited, 1, kMostMilliseconds) != 1) return false;
  std::array<char, 4096> bytes{};
  // The terminal's other end is gone: Linux answers EIO.
  const ssize_t count = read(terminal_, bytes.data(), bytes.size());
  if (count <= 0) return false;
  shown_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

bool Terminal::wait_for(const std::string& text) {
  while (shown_.find(text) == std::string::npos) {
    if (!read_more()) return false;
  }
  return true;
}

void Terminal::type(const std::string& text) {
  if (write(terminal_, text.data(), text.size()) < 0) shown_ += "[the terminal is gone]";
}

int Terminal::finish() {
  while (read_more()) {
  }
  int state = 0;
  waitpid(child_, &state, 0);
  child_ = -1;
  return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
}

}  // namespace ashlar::cases
