#pragma once

// The characters of a text that comes from a user's file, and which of them must not be passed on
// as they are. Layer: compiler/emit, for its own files.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ashlar::emit {

struct Character {
  std::string_view bytes;                  ///< of the text
  std::optional<std::int32_t> code_point;  ///< nothing: a byte that is no UTF-8
  /// It would act on what shows the text (control characters, line separators) or reorder what
  /// stands beside it (writing direction) instead of being seen. Zero width joiners hold emoji and
  /// some scripts together and do no harm.
  bool acts = false;
};

/// The character that begins at byte `at`, which lies in the text.
[[nodiscard]] Character character_at(std::string_view text, std::size_t at);

/// `U+202E`
[[nodiscard]] std::string code_point_name(std::int32_t code_point);

}  // namespace ashlar::emit
