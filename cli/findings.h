#pragma once

// Everything the compiler has to say about a history. Layer: cli.

#include <set>

#include "cli/lint_paths.h"
#include "cli/workspace.h"
#include "compiler/rules/rules.h"

namespace ashlar::cli {

/// The findings of grammar, graph and rules in `files`. What is wrong with the graph is always
/// among them: nothing can be compiled then, whatever the file. An outline will do.
[[nodiscard]] Diagnostics all_findings(const Workspace& workspace, const std::set<FileId>& files,
                                       rules::Fixes fixes);

/// The same, and where files are missing what that breaks in the others.
[[nodiscard]] Diagnostics findings_in_scope(const Workspace& workspace, const Scope& scope,
                                            rules::Fixes fixes);

}  // namespace ashlar::cli
