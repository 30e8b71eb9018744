#pragma once

// A run for programs: one JSON object a line, on stdout. docs/commands.md describes the members.
// Layer: cli.

#include <string>
#include <vector>

#include "cli/console.h"
#include "compiler/plan/plan.h"
#include "grammar/text/diagnostic.h"
#include "runtime/api/runtime.h"

namespace ashlar::cli {

[[nodiscard]] std::string begin_event(const plan::Plan& plan);
[[nodiscard]] std::string step_event(const runtime::StepEvent& event);
/// `finding` is where in a file the error stands, if it stands in one.
[[nodiscard]] std::string failure_event(const Error& error, const runtime::RunFailure& failure,
                                        const std::optional<Diagnostic>& finding,
                                        const Sources& sources);
/// The last line of every run.
[[nodiscard]] std::string end_event(ExitStatus status, const std::vector<std::string>& heads);

}  // namespace ashlar::cli
