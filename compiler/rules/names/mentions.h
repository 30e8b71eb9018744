#pragma once

// Words in text that nobody parses. Layer: compiler/rules.

#include <string_view>

namespace ashlar::rules {

/// A byte that may stand in an unquoted identifier.
[[nodiscard]] bool is_word_byte(char c);

/// True where `word` stands in `text` as a word of its own, case of ASCII letters aside.
[[nodiscard]] bool mentions_word(std::string_view text, std::string_view word);

}  // namespace ashlar::rules
