#include "runtime/embedded/process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ashlar::runtime::embedded {
namespace {

constexpr int kCannotBecomeUser = 124;
constexpr int kCannotEnter = 125;
constexpr int kCannotRun = 126;

std::optional<Account> account_from(const passwd* entry) {
  if (entry == nullptr) return std::nullopt;
  Account account;
  account.name = entry->pw_name;
  account.home = entry->pw_dir;
  account.uid = entry->pw_uid;
  account.gid = entry->pw_gid;
  int count = 64;
  account.groups.resize(static_cast<std::size_t>(count));
  if (getgrouplist(entry->pw_name, entry->pw_gid, account.groups.data(), &count) < 0) {
    account.groups.resize(static_cast<std::size_t>(count));
    getgrouplist(entry->pw_name, entry->pw_gid, account.groups.data(), &count);
  }
  account.groups.resize(static_cast<std::size_t>(count));
  return account;
}

Error process_error(const std::string& what) {
  Error error;
  error.code = ErrorCode::kFile;
  error.message = what;
  return error;
}

// From here to `exec_child` runs between fork and exec: system calls only.

bool become(const Account& account) {
  return setgroups(account.groups.size(), account.groups.data()) == 0 && setgid(account.gid) == 0 &&
         setuid(account.uid) == 0;
}

/// A handler's thread of ours may block signals; the program must not inherit that.
void default_signals() {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  signal(SIGPIPE, SIG_DFL);
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}

struct Prepared {
  std::vector<char*> words;
  std::vector<char*> environment;
  const char* folder = nullptr;
  const Account* account = nullptr;
};

[[noreturn]] void exec_child(const Prepared& prepared, int output) {
  default_signals();
  if (prepared.account != nullptr && !become(*prepared.account)) _exit(kCannotBecomeUser);
  if (chdir(prepared.folder) != 0) _exit(kCannotEnter);
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execve(prepared.words[0], prepared.words.data(), prepared.environment.data());
  _exit(kCannotRun);
}

std::vector<std::string> environment_of(const Command& command) {
  std::vector<std::string> environment = {
      "LC_ALL=C", "PATH=" + std::filesystem::path(command.words[0]).parent_path().string() +
                      ":/usr/local/bin:/usr/bin:/bin"};
  for (const char* kept : {"LD_LIBRARY_PATH", "TZ", "TMPDIR"}) {
    const char* value = std::getenv(kept);
    if (value != nullptr) environment.push_back(fmt::format("{}={}", kept, value));
  }
  const char* home = std::getenv("HOME");
  environment.push_back("HOME=" + (command.account ? command.account->home
                                                   : std::string(home == nullptr ? "/" : home)));
  return environment;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

std::string read_to_end(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t count = read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  constexpr int kSignalled = 128;
  return WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status);
}

}  // namespace

std::optional<Account> account_of(const std::string& name) {
  return account_from(getpwnam(name.c_str()));
}

std::optional<Account> account_of(uid_t uid) { return account_from(getpwuid(uid)); }

Result<Finished> run(const Command& command) {
  std::vector<std::string> words = command.words;
  std::vector<std::string> environment = environment_of(command);
  Prepared prepared;
  prepared.words = pointers(words);
  prepared.environment = pointers(environment);
  prepared.folder = command.folder.c_str();
  prepared.account = command.account ? &*command.account : nullptr;

  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return process_error(fmt::format("cannot run {}: {}", words[0], std::strerror(errno)));
  }
  const pid_t child = fork();
  if (child == 0) exec_child(prepared, ends[1]);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return process_error(fmt::format("cannot run {}: {}", words[0], std::strerror(errno)));
  }
  Finished finished;
  finished.output = read_to_end(ends[0]);
  close(ends[0]);
  finished.status = wait_for(child);
  const std::string user = command.account ? command.account->name : std::string("this user");
  if (finished.status == kCannotBecomeUser) {
    return process_error(fmt::format("cannot run {} as user `{}`", words[0], user));
  }
  if (finished.status == kCannotEnter) {
    return process_error(
        fmt::format("{} cannot enter the folder {}", user, command.folder.string()));
  }
  if (finished.status == kCannotRun) {
    return process_error(fmt::format("{} cannot run {}", user, words[0]));
  }
  return finished;
}

bool can_enter(const std::optional<Account>& account, const std::filesystem::path& folder) {
  if (!account) return access(folder.c_str(), X_OK) == 0;
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) _exit(become(*account) && chdir(folder.c_str()) == 0 ? 0 : 1);
  return wait_for(child) == 0;
}

}  // namespace ashlar::runtime::embedded
