#pragma once

// Runs a program to its end, as another user where we are root. Layer: runtime/embedded.

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "grammar/text/result.h"

namespace ashlar::runtime::embedded {

/// A user of the system's.
struct Account {
  std::string name;
  std::string home;
  uid_t uid = 0;
  gid_t gid = 0;
  std::vector<gid_t> groups;
};

[[nodiscard]] std::optional<Account> account_of(const std::string& name);
[[nodiscard]] std::optional<Account> account_of(uid_t uid);

struct Command {
  std::vector<std::string> words;  ///< the program's path first
  std::filesystem::path folder;    ///< where it runs
  std::optional<Account> account;  ///< absent: as ourselves
};

struct Finished {
  int status = 0;      ///< exit status; 128 + signal
  std::string output;  ///< both streams
};

/// Runs with a bare environment (PATH, HOME, LC_ALL=C) and no open files but its output.
[[nodiscard]] Result<Finished> run(const Command& command);

/// True where the account may enter the folder, all folders above it included.
[[nodiscard]] bool can_enter(const std::optional<Account>& account,
                             const std::filesystem::path& folder);

}  // namespace ashlar::runtime::embedded
