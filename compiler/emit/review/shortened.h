#pragma once

// Words cut to a length, for lists. Private to compiler/emit/review.

#include <string>
#include <string_view>

namespace ashlar::emit::review {

/// The text to its first `limit` characters, with `…` where that cuts it.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t limit);

}  // namespace ashlar::emit::review
