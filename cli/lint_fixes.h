#pragma once

// What `lint --fix`, `--diff` and the outputs for programs do with fixes. Layer: cli.

#include <set>
#include <string>
#include <vector>

#include "cli/workspace.h"
#include "compiler/emit/emit.h"

namespace ashlar::cli {

struct Fixed {
  Workspace workspace;             ///< compiled from the mended texts
  std::set<FileId> wanted;         ///< in it: the files asked for, and the new ones
  std::vector<std::string> added;  ///< paths of new files, as shown
  std::size_t fixes = 0;
};

/// Applies safe fixes of the files in memory until there are none left. Files of the folder that
/// `frozen` names stay as they are.
[[nodiscard]] Fixed fix_all(const Workspace& before, const std::set<FileId>& wanted,
                            const std::set<std::string>& frozen);

[[nodiscard]] std::string diff_of_fixes(const Fixed& fixed, const Workspace& before,
                                        emit::Color color);

/// Writes what changed to the project's folder, new files first: where that breaks off, the graph
/// is whole.
[[nodiscard]] Status write_fixed(const Fixed& fixed, const Workspace& before);

/// Writes out fixes that add revisions as edits, for outputs that know nothing else.
void write_out_fixes(Diagnostics& findings, const Workspace& workspace);

}  // namespace ashlar::cli
