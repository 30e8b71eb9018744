#include "cli/git.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "versions/revision.h"

namespace ashlar::cli {
namespace {

struct Finished {
  int status = 0;
  std::string output;
  std::string errors;
};

Error cannot(const std::string& what, std::string why, std::string help) {
  return {ErrorCode::kUsage, fmt::format("cannot compare with `{}`", what), "",
          why.empty() ? std::move(help) : fmt::format("{}\n{}", why, help), 0};
}

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

/// Runs git in the folder. -1 as the status: there is no such program.
Finished git(const std::string& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"git", "-C", folder, "--no-pager", "--literal-pathspecs"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  Finished finished;
  Pipe out;
  Pipe err;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err.ends[1], STDERR_FILENO);
  pid_t child = 0;
  const int failure = ::posix_spawnp(&child, "git", &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) {
    finished.status = -1;
    finished.errors = std::strerror(failure);  // NOLINT(concurrency-mt-unsafe): glibc's is
    return finished;
  }
  out.close_end(1);
  err.close_end(1);
  read_all(out, err, finished);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// The commit where HEAD left the ref: what others have added to it since is not missing here.
Result<std::string> common_commit(const std::string& folder, const std::string& ref) {
  if (ref.empty() || ref.front() == '-') {
    return cannot(ref, "", "the name of a branch, a tag or a commit is wanted");
  }
  const Finished known = git(folder, {"rev-parse", "--verify", "--quiet", ref + "^{commit}"});
  if (known.status == -1) {
    return cannot(ref, known.errors, "the program `git` has to be on the PATH");
  }
  if (known.status != 0) {
    return cannot(ref, first_line(known.errors),
                  "git knows no such commit here; `git fetch` may bring it (a shallow clone in CI "
                  "lacks other branches)");
  }
  const Finished common = git(folder, {"merge-base", "HEAD", first_line(known.output)});
  if (common.status != 0) {
    return cannot(
        ref, first_line(common.errors),
        "git finds no commit that HEAD shares with it; a shallow clone has to be deepened "
        "(`git fetch --unshallow`)");
  }
  return first_line(common.output);
}

/// Those of a list of names, each with a zero byte behind it, that are revisions of the folder.
std::vector<std::string> revision_files(std::string_view names) {
  std::vector<std::string> found;
  while (!names.empty()) {
    std::string name(names.substr(0, names.find('\0')));
    names.remove_prefix(std::min(name.size() + 1, names.size()));
    const bool counts = name.ends_with(versions::kRevisionExtension) && name.front() != '.' &&
                        name.find('/') == std::string::npos;
    if (counts) found.push_back(std::move(name));
  }
  return found;
}

}  // namespace

Result<Earlier> files_at_ref(const std::string& folder, const std::string& ref) {
  const Result<std::string> commit = common_commit(folder, ref);
  if (!commit) return commit.error();
  const Finished tree = git(folder, {"ls-tree", "-z", "--name-only", *commit});
  const Finished diff = git(folder, {"diff", "--name-only", "-z", "--no-renames", "--relative",
                                     "--no-ext-diff", "--diff-filter=MDT", *commit, "--", "."});
  for (const Finished* each : {&tree, &diff}) {
    if (each->status != 0) return cannot(ref, first_line(each->errors), "");
  }
  Earlier earlier;
  for (std::string& name : revision_files(tree.output)) earlier.names.insert(std::move(name));
  for (std::string& name : revision_files(diff.output)) {
    Finished shown = git(folder, {"show", fmt::format("{}:./{}", *commit, name)});
    if (shown.status != 0) return cannot(ref, first_line(shown.errors), "");
    earlier.differing.push_back({std::move(name), std::move(shown.output)});
  }
  return earlier;
}

}  // namespace ashlar::cli
