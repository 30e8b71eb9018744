#pragma once

// Asks the `git` program, read only: which files a folder had at a commit. No shell, no network.
// Layer: cli.

#include <set>
#include <string>
#include <vector>

#include "grammar/text/result.h"
#include "grammar/text/source.h"

namespace ashlar::cli {

/// The .sql files of a folder as they were where HEAD left a ref. Paths are their names in it.
struct Earlier {
  std::set<std::string> names;        ///< of all of them
  std::vector<SourceFile> differing;  ///< from what lies in the folder now, or gone from it
};
/// Fails where there is no git, no repository or no such commit, saying which.
[[nodiscard]] Result<Earlier> files_at_ref(const std::string& folder, const std::string& ref);

}  // namespace ashlar::cli
