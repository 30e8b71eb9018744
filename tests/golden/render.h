#pragma once

// Plain renderings of what the compiler knows about a history, for golden files: stable, one fact a
// line, positions as people count them.

#include <string>
#include <vector>

#include "tests/rules/linted.h"

namespace ashlar::test {

[[nodiscard]] std::string render_findings(const Linted& linted);
/// The files after all safe fixes that do not overlap, as `lint --fix` leaves them after one pass.
[[nodiscard]] std::string render_fixed(const Linted& linted);
/// How the statements of each revision are divided.
[[nodiscard]] std::string render_steps(const Linted& linted);
/// Every object after the last revision.
[[nodiscard]] std::string render_catalog(const Linted& linted);
/// All files as `lint --fix` leaves them.
[[nodiscard]] std::string render_mended(const std::vector<SourceFile>& files,
                                        const rules::Settings& settings);

}  // namespace ashlar::test
