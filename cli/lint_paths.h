#pragma once

// The PATHs of `lint`: which revision files they mean. Layer: cli.

#include <set>
#include <string>
#include <vector>

#include "cli/workspace.h"

namespace ashlar::cli {

/// Files of the history that `paths` name, themselves or by a folder above them. None: all files. A
/// path that names no revision of this project is an error.
[[nodiscard]] Result<std::set<FileId>> files_at(const std::vector<std::string>& paths,
                                                const Project& project, const Sources& sources);

}  // namespace ashlar::cli
