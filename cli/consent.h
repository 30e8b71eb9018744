#pragma once

// Nothing runs without a yes, and nothing is lost without its name. Layer: cli.

#include <string>
#include <vector>

#include "cli/console.h"
#include "grammar/text/result.h"

namespace ashlar::cli {

enum class Assume { kAsk, kYes };

/// Asks `question` on the terminal. Without a terminal, and without `Assume::kYes`, the answer is
/// no.
[[nodiscard]] Status ask_consent(std::string_view question, Assume assume, Console& console);

/// Lets the user type the name of everything in `losses`. With `Assume::kYes` or without a terminal
/// nobody can: then the answer is no.
[[nodiscard]] Status ask_losses(const std::vector<std::string>& losses, Assume assume,
                                Console& console);

}  // namespace ashlar::cli
