#pragma once

// Findings in the formats of code hosts and CI servers. Layer: compiler/emit.

#include <string>
#include <string_view>

#include "grammar/text/diagnostic.h"
#include "grammar/text/source.h"

namespace ashlar::emit {

/// SARIF 2.1.0 (OASIS): one run, its rules, regions in code points, fixes as replacements.
[[nodiscard]] std::string lint_sarif(const Diagnostics& diagnostics, const Sources& sources,
                                     std::string_view tool_version);
/// Workflow commands of GitHub Actions, a line a finding: `::error file=…,line=…::message`.
[[nodiscard]] std::string lint_github(const Diagnostics& diagnostics, const Sources& sources);
/// GitLab's code quality report. A fingerprint is of the rule, the file, the source line and the
/// message, so that it stays when lines above come and go.
[[nodiscard]] std::string lint_gitlab(const Diagnostics& diagnostics, const Sources& sources);
/// JUnit XML: a suite a file that has findings, a case a finding. Errors are failures; the others
/// pass, with their words as output.
[[nodiscard]] std::string lint_junit(const Diagnostics& diagnostics, const Sources& sources);

/// How often each rule reports, the most frequent first: `12 error naming-index`.
[[nodiscard]] std::string lint_statistics(const Diagnostics& diagnostics);

/// Message, notes with their places, and help, as lines of plain text.
[[nodiscard]] std::string plain_words(const Diagnostic& finding, const Sources& sources);

}  // namespace ashlar::emit
