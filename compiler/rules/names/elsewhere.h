#pragma once

// Fixes that rename follow the name through their own file. Whether another file uses it too is
// known only when all files are. Layer: compiler/rules.

#include <vector>

#include "grammar/text/diagnostic.h"
#include "grammar/text/source.h"

namespace ashlar::rules {

/// Takes the word "safe" from every fix whose retired name another file of `sources` mentions, and
/// says which. Reads the sources once, and not at all where no safe fix renames.
void doubt_fixes_used_elsewhere(const std::vector<Diagnostics*>& findings, const Sources& sources);

}  // namespace ashlar::rules
