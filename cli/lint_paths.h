#pragma once

// The PATHs of `lint`: which revision files they mean. Layer: cli.

#include <set>
#include <string>
#include <vector>

#include "cli/workspace.h"

namespace ashlar::cli {

struct Scope {
  std::set<FileId> files;  ///< to report on
  /// Paths of revisions that are not there (any more): a commit that deletes or renames a file
  /// names it all the same. Then what their absence breaks in other files counts too.
  std::vector<std::string> missing;
};
/// Files of the history that `paths` name, themselves or by a folder above them. None: all files. A
/// path that names no revision of this project is an error.
[[nodiscard]] Result<Scope> files_at(const std::vector<std::string>& paths, const Project& project,
                                     const Sources& sources);

}  // namespace ashlar::cli
