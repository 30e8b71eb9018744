#pragma once

// The words that annotations are made of, each with its own small grammar: ids, rule names, times,
// durations. Layer: grammar/annotations.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/annotations/annotations.h"

namespace ashlar::annotations {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What is wrong with a revision's id or a label, as the end of a sentence ("is empty", "is longer
/// than 64 characters"); nothing where it is `[A-Za-z0-9_.-]{1,64}` and no word with a meaning of
/// its own in a target (`head`, `heads`, `base`, `current`, `-1`).
[[nodiscard]] std::optional<std::string> id_problem(std::string_view id);

/// True for kebab-case: `add-check-scan`.
[[nodiscard]] bool is_rule_name(std::string_view name);

/// True for a date and time of RFC 3339, section 5.6, that is on the calendar.
[[nodiscard]] bool is_rfc3339(std::string_view time);

/// `2s`, `10min`, `500ms`, `1h`, `1d`, and `0`; the units of PostgreSQL's time settings (manual,
/// section 20.1.1) down to the millisecond, and no more than its timeouts can hold (2^31 - 1 ms).
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// `text` at `begin` without the blanks around it.
[[nodiscard]] Word trimmed(std::string_view text, std::uint32_t begin);

/// The words of `list`, cut at `separator`, without the blanks around each. An empty word stands
/// for nothing between two separators.
[[nodiscard]] std::vector<Word> split_words(const Word& list, char separator);

/// Lower case, ASCII only: what PostgreSQL's keywords are compared in.
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace ashlar::annotations
