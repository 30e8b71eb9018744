#pragma once

// Making a file that was not there: whole or not at all. Private to versions.

#include <string>
#include <string_view>

#include "grammar/text/result.h"

namespace ashlar::versions {

/// Writes `text` to `folder`/`name`. Fails where there is a file of that name, and leaves nothing
/// behind where it fails: the text goes to a hidden file first, which then gets its name in one
/// step.
[[nodiscard]] Status write_new_file(const std::string& folder, const std::string& name,
                                    std::string_view text);

}  // namespace ashlar::versions
