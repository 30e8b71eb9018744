#pragma once

// The command line: words in, an Invocation or the reason to stop out. Layer: cli.

#include <string>
#include <variant>
#include <vector>

#include "cli/exit_status.h"
#include "cli/options.h"

namespace ashlar::cli {

/// Nothing is to be run: help or a version was asked for, or the words are wrong.
struct Stop {
  ExitStatus status = ExitStatus::kDone;
  std::string result;      ///< for stdout
  std::string error;       ///< one sentence
  std::string error_help;  ///< what to do
};

/// `words` without the program's own name.
[[nodiscard]] std::variant<Invocation, Stop> parse_command_line(std::vector<std::string> words);

/// "ashlar 0.1.0 (PostgreSQL 17 grammar)".
[[nodiscard]] std::string version_line();

}  // namespace ashlar::cli
