#pragma once

// Days, times and spans of time as bodies reckon with them to name and bound partitions. The time
// zone of a session is not known: a moment with a zone is kept, and printed, as the session's clock
// shows it, which the session reads as the same moment. Private to compiler/catalog.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ashlar::catalog::procedures {

struct Moment {
  enum class Kind { kDate, kTimestamp, kZoned } kind = Kind::kDate;
  std::int64_t microseconds = 0;  ///< since 2000-01-01 00:00:00
};

/// An interval.
struct Period {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t microseconds = 0;
};

/// `2024-01-31`, with `10:20` or `10:20:30` behind it; nothing for any other form.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text, Moment::Kind kind);
/// `1 month`, `2 weeks 3 days`: whole numbers before units.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

/// As the server prints it in ISO style, without the zone.
[[nodiscard]] std::optional<std::string> moment_text(const Moment& moment);
/// to_char(), for patterns of numbers and the short names of months.
[[nodiscard]] std::optional<std::string> moment_text(const Moment& moment,
                                                     std::string_view pattern);

[[nodiscard]] Moment converted(Moment moment, Moment::Kind kind);
/// The moment that many times the period later; nothing outside of the years that are handled.
[[nodiscard]] std::optional<Moment> later(const Moment& moment, const Period& period,
                                          std::int64_t times);
/// date_trunc(); `year`, `month`, … in small letters.
[[nodiscard]] std::optional<Moment> truncated(const Moment& moment, std::string_view unit);
/// extract() of a whole number.
[[nodiscard]] std::optional<std::int64_t> field_of(const Moment& moment, std::string_view unit);
/// make_date(); nothing where there is no such day.
[[nodiscard]] std::optional<Moment> date_of(std::int64_t year, std::int64_t month,
                                            std::int64_t day);
/// generate_series(); nothing where it has no end or too many rows.
[[nodiscard]] std::optional<std::vector<Moment>> series(const Moment& first, const Moment& last,
                                                        const Period& step);

}  // namespace ashlar::catalog::procedures
