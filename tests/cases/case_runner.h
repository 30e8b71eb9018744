#pragma once

// Cases for the built program: a NAME.cmd of shell commands beside a NAME.out of what they print.
// Each case runs in a fresh folder, with `ashlar` found first in PATH and without the machine's PG*
// and URL variables. UPDATE_GOLDEN=1 rewrites the expected files and reports the test as skipped.

#include <ostream>
#include <string>
#include <vector>

namespace ashlar::cases {

struct Case {
  std::string name;
  std::string commands;  ///< path of the .cmd
  std::string expected;  ///< path of the .out
};

/// What the list of tests shows.
inline void PrintTo(const Case& each, std::ostream* out) { *out << each.commands; }

/// The cases below `folder` (of the repository), in order of their names.
[[nodiscard]] std::vector<Case> cases_in(const std::string& folder);

/// A fresh folder that any user may enter; removed with the object. An embedded server that was
/// started in it is stopped first.
class WorkFolder {
 public:
  WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder();
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct Outcome {
  int status = 0;  ///< exit status; 128 + signal
  std::string out;
  std::string err;
};

/// Runs one command with /bin/sh in `folder`.
[[nodiscard]] Outcome run_shell(const std::string& command, const std::string& folder);

/// The environment of every case, `NAME=VALUE` each.
[[nodiscard]] std::vector<std::string> environment(const std::string& folder);

/// Text with what differs from run to run replaced: times, durations, folders, versions, digests.
[[nodiscard]] std::string normalised(std::string text, const std::string& folder);

/// The commands of a case, here-documents kept together.
[[nodiscard]] std::vector<std::string> commands_of(const std::string& text);

/// Runs the case and compares, or rewrites.
void check(const Case& each);

}  // namespace ashlar::cases
