#pragma once

// From words to the command that they name. Layer: cli.

#include <string>
#include <vector>

#include "cli/exit_status.h"

namespace ashlar::cli {

/// Runs the program. `words` are the arguments without the program's own name.
[[nodiscard]] ExitStatus run(std::vector<std::string> words);

}  // namespace ashlar::cli
