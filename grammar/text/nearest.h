#pragma once

// "Did you mean": the known word that a mistyped one is nearest to. Layer: grammar/text.

#include <optional>
#include <string_view>
#include <vector>

namespace ashlar {

/// The candidate with the fewest slips of the keyboard (a letter missing, extra, wrong, or swapped
/// with its neighbour; case does not count), or nothing where none is within a third of the word's
/// length. The first of several equally near ones.
[[nodiscard]] std::optional<std::string_view> nearest(
    std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace ashlar
