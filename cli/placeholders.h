#pragma once

// `{word}` in templates and naming patterns. Layer: cli.

#include <string_view>
#include <vector>

namespace ashlar::cli {

/// The words in braces that are not among `known`, in order of place. A brace that is not closed
/// ends the search.
[[nodiscard]] std::vector<std::string_view> unknown_placeholders(
    std::string_view text, const std::vector<std::string_view>& known);

}  // namespace ashlar::cli
