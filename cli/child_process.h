#pragma once

// Runs another program to its end: no shell, its words as they are. Layer: cli.

#include <string>
#include <string_view>
#include <vector>

namespace ashlar::cli {

struct Finished {
  int status = 0;  ///< -1: there is no such program, and `errors` says why
  std::string output;
  std::string errors;
};

/// `words` begin with the program's name, searched on the PATH. It reads `input` and no terminal.
[[nodiscard]] Finished run_program(std::vector<std::string> words, std::string_view input);

}  // namespace ashlar::cli
