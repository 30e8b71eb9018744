#pragma once

// Revisions that others have already, as they were, against the history as it is now: what has been
// handed out must not change, as databases have run it. Layer: versions.

#include <string>
#include <vector>

#include "versions/revision.h"

namespace ashlar::versions {

/// Reports revisions of `earlier` that are gone (`deleted-revision`), or whose statements or
/// declared parents are other ones now (`changed-revision`). Comments, blanks and file names do not
/// count. `earlier` are whole files; only those that differ need be given. `origin` names where
/// they are from (`origin/main`). Their texts are added to the history's sources, for the findings
/// to point at.
[[nodiscard]] Diagnostics compare_with_earlier(History& history,
                                               const std::vector<SourceFile>& earlier,
                                               const std::string& display_folder,
                                               const std::string& origin);

}  // namespace ashlar::versions
