#pragma once

// snake_case: what it is, and how other spellings become it. Layer: compiler/rules.

#include <string>
#include <string_view>
#include <vector>

namespace ashlar::rules {

/// Lower-case words of letters and digits joined by single underscores, the first byte no digit;
/// one underscore may lead and one may end the name. Letters beyond ASCII count as lower-case
/// letters.
[[nodiscard]] bool is_snake_case(std::string_view name);

/// `createdAt`, `Created At` and `created-at` become `created_at`. Empty where nothing is left.
[[nodiscard]] std::string to_snake_case(std::string_view name);

/// The parts between underscores; empty parts are left out.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view name);

/// `left_right`, or the other where one is empty.
[[nodiscard]] std::string join_words(std::string_view left, std::string_view right);

/// `text` cut to at most `limit` bytes, between UTF-8 sequences, as the server cuts identifiers
/// (src/backend/parser/scansup.c, truncate_identifier).
[[nodiscard]] std::string_view clip(std::string_view text, std::size_t limit);

}  // namespace ashlar::rules
