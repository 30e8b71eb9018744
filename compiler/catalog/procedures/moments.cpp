#include "compiler/catalog/procedures/moments.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <utility>

namespace ashlar::catalog::procedures {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kFirstYear = 1;
constexpr std::int64_t kLastYear = 9999;

struct Day {
  std::int64_t year = 0;
  std::int64_t month = 0;
  std::int64_t day = 0;
};

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

/// Julian day numbers. (src/backend/utils/adt/datetime.c, date2j and j2date)
std::int64_t day_number(const Day& date) {
  const bool early = date.month <= 2;
  const std::int64_t year = early ? date.year + 4799 : date.year + 4800;
  const std::int64_t month = early ? date.month + 13 : date.month + 1;
  const std::int64_t century = year / 100;
  return year * 365 - 32167 + year / 4 - century + century / 4 + 7834 * month / 256 + date.day;
}

constexpr std::int64_t kEpoch = 2451545;  // of 2000-01-01

Day day_of(std::int64_t number) {
  std::int64_t julian = number + 32044;
  std::int64_t quad = julian / 146097;
  const std::int64_t extra = (julian - quad * 146097) * 4 + 3;
  julian += 60 + quad * 3 + extra / 146097;
  quad = julian / 1461;
  julian -= quad * 1461;
  std::int64_t y = julian * 4 / 1461;
  julian = (y != 0 ? (julian + 305) % 365 : (julian + 306) % 366) + 123;
  y += quad * 4;
  const std::int64_t part = julian * 2141 / 65536;
  return {y - 4800, (part + 10) % 12 + 1, julian - 7834 * part / 256};
}

Day day_of(const Moment& moment) {
  return day_of(floor_divide(moment.microseconds, kDay) + kEpoch);
}
std::int64_t clock_of(const Moment& moment) {
  return moment.microseconds - floor_divide(moment.microseconds, kDay) * kDay;
}

std::int64_t days_in(std::int64_t year, std::int64_t month) {
  const Day next = month == 12 ? Day{year + 1, 1, 1} : Day{year, month + 1, 1};
  return day_number(next) - day_number({year, month, 1});
}

bool is_handled(const Day& date) {
  return date.year >= kFirstYear && date.year <= kLastYear && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= days_in(date.year, date.month);
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::string small(std::string_view words) {
  std::string text(words);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = text.find_first_not_of(' '); at != std::string::npos;
       at = text.find_first_not_of(' ', at)) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::optional<std::int64_t> parse_clock(std::string_view text) {
  std::array<std::int64_t, 3> parts{};
  std::size_t count = 0;
  while (!text.empty() && count < parts.size()) {
    const std::string_view part = text.substr(0, text.find(':'));
    const auto number = whole_number(part);
    if (part.size() != 2 || !number.has_value() || *number < 0) return std::nullopt;
    parts.at(count++) = *number;
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  if (!text.empty() || count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59) {
    return std::nullopt;
  }
  return parts[0] * kHour + parts[1] * kMinute + parts[2] * kSecond;
}

/// What one unit of a period is; in the singular.
std::optional<Period> unit_of(std::string_view unit) {
  static constexpr std::pair<std::string_view, Period> kUnits[] = {
      {"year", {12, 0, 0}},        {"month", {1, 0, 0}},     {"mon", {1, 0, 0}},
      {"week", {0, 7, 0}},         {"day", {0, 1, 0}},       {"hour", {0, 0, kHour}},
      {"minute", {0, 0, kMinute}}, {"min", {0, 0, kMinute}}, {"second", {0, 0, kSecond}},
      {"sec", {0, 0, kSecond}}};
  for (const auto& [name, period] : kUnits) {
    if (name == unit) return period;
  }
  return std::nullopt;
}

/// The text of the pattern's next part, and how long that part is; zero where it is not known.
std::pair<std::string, std::size_t> pattern_part(const Moment& moment, std::string_view pattern) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Day date = day_of(moment);
  const std::int64_t clock = clock_of(moment);
  const std::string start = small(pattern.substr(0, 4));
  if (start == "yyyy") return {fmt::format("{:04}", date.year), 4};
  if (start == "hh24") return {fmt::format("{:02}", clock / kHour), 4};
  if (start.starts_with("mon") && start != "mont") {
    const std::string month(kMonths.at(static_cast<std::size_t>(date.month - 1)));
    if (pattern.starts_with("mon")) return {small(month), 3};
    return {pattern.starts_with("Mon") ? month : std::string(), pattern.starts_with("Mon") ? 3 : 0};
  }
  if (start.starts_with("yyy")) return {{}, 0};
  if (start.starts_with("yy")) return {fmt::format("{:02}", date.year % 100), 2};
  if (start.starts_with("mm")) return {fmt::format("{:02}", date.month), 2};
  if (start.starts_with("ddd")) return {{}, 0};
  if (start.starts_with("dd")) return {fmt::format("{:02}", date.day), 2};
  if (start.starts_with("mi")) return {fmt::format("{:02}", clock / kMinute % 60), 2};
  if (start.starts_with("sss")) return {{}, 0};
  if (start.starts_with("ss")) return {fmt::format("{:02}", clock / kSecond % 60), 2};
  if (start.starts_with("q")) return {fmt::format("{}", (date.month + 2) / 3), 1};
  if (pattern.front() == '"') {
    const std::size_t end = pattern.find('"', 1);
    if (end == std::string_view::npos) return {{}, 0};
    return {std::string(pattern.substr(1, end - 1)), end + 1};
  }
  const char c = pattern.front();
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\\';
  return letter ? std::pair<std::string, std::size_t>{{}, 0}
                : std::pair<std::string, std::size_t>{std::string(1, c), 1};
}

Moment moment_of(const Day& date, std::int64_t clock, Moment::Kind kind) {
  return {kind, (day_number(date) - kEpoch) * kDay + clock};
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text, Moment::Kind kind) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = whole_number(text.substr(0, 4));
  const auto month = whole_number(text.substr(5, 2));
  const auto day = whole_number(text.substr(8, 2));
  if (!year || !month || !day || !is_handled({*year, *month, *day})) return std::nullopt;
  std::int64_t clock = 0;
  if (text.size() > 10) {
    const auto written = parse_clock(text.substr(11));
    if ((text[10] != ' ' && text[10] != 'T') || !written.has_value()) return std::nullopt;
    clock = *written;
  }
  return converted(moment_of({*year, *month, *day}, clock, Moment::Kind::kTimestamp), kind);
}

std::optional<Period> parse_period(std::string_view text) {
  const std::vector<std::string> words = split(small(text));
  if (words.empty() || words.size() % 2 != 0) return std::nullopt;
  Period period;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    std::string unit = words[i + 1];
    if (unit.size() > 1 && unit.back() == 's') unit.pop_back();
    const auto count = whole_number(words[i]);
    const auto one = unit_of(unit);
    if (!count || !one || *count > 1'000'000 || *count < -1'000'000) return std::nullopt;
    period.months += *count * one->months;
    period.days += *count * one->days;
    period.microseconds += *count * one->microseconds;
  }
  return period;
}

std::optional<std::string> moment_text(const Moment& moment) {
  return moment_text(moment,
                     moment.kind == Moment::Kind::kDate ? "YYYY-MM-DD" : "YYYY-MM-DD HH24:MI:SS");
}

std::optional<std::string> moment_text(const Moment& moment, std::string_view pattern) {
  std::string text;
  while (!pattern.empty()) {
    const auto [words, length] = pattern_part(moment, pattern);
    if (length == 0) return std::nullopt;
    text += words;
    pattern.remove_prefix(length);
  }
  return text;
}

Moment converted(Moment moment, Moment::Kind kind) {
  if (kind == Moment::Kind::kDate) {
    moment.microseconds = floor_divide(moment.microseconds, kDay) * kDay;
  }
  moment.kind = kind;
  return moment;
}

// src/backend/utils/adt/timestamp.c, timestamp_pl_interval: months first, then days.
std::optional<Moment> later(const Moment& moment, const Period& period, std::int64_t times) {
  constexpr std::int64_t kMost = 100'000;
  if (times > kMost || times < -kMost) return std::nullopt;
  Day date = day_of(moment);
  const std::int64_t months = date.year * 12 + date.month - 1 + period.months * times;
  date.year = floor_divide(months, 12);
  date.month = months - date.year * 12 + 1;
  if (date.year < kFirstYear || date.year > kLastYear) return std::nullopt;
  date.day = std::min(date.day, days_in(date.year, date.month));
  Moment result = moment_of(
      date, clock_of(moment),
      moment.kind == Moment::Kind::kZoned ? Moment::Kind::kZoned : Moment::Kind::kTimestamp);
  result.microseconds += period.days * times * kDay + period.microseconds * times;
  return is_handled(day_of(result)) ? std::optional(result) : std::nullopt;
}

std::optional<Moment> truncated(const Moment& moment, std::string_view unit) {
  Day date = day_of(moment);
  const std::int64_t clock = clock_of(moment);
  if (unit == "hour") return moment_of(date, clock / kHour * kHour, moment.kind);
  if (unit == "minute") return moment_of(date, clock / kMinute * kMinute, moment.kind);
  if (unit == "week") {
    // 2000-01-03 was a Monday.
    const std::int64_t days = day_number(date) - kEpoch - 2;
    return Moment{moment.kind, (floor_divide(days, 7) * 7 + 2) * kDay};
  }
  if (unit == "day") return moment_of(date, 0, moment.kind);
  if (unit != "year" && unit != "quarter" && unit != "month") return std::nullopt;
  if (unit == "quarter") date.month = (date.month - 1) / 3 * 3 + 1;
  if (unit == "year") date.month = 1;
  date.day = 1;
  return moment_of(date, 0, moment.kind);
}

std::optional<std::int64_t> field_of(const Moment& moment, std::string_view unit) {
  const Day date = day_of(moment);
  if (unit == "year") return date.year;
  if (unit == "month") return date.month;
  if (unit == "day") return date.day;
  if (unit == "quarter") return (date.month + 2) / 3;
  if (unit == "hour") return clock_of(moment) / kHour;
  return std::nullopt;
}

std::optional<Moment> date_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (!is_handled({year, month, day})) return std::nullopt;
  return moment_of({year, month, day}, 0, Moment::Kind::kDate);
}

std::optional<std::vector<Moment>> series(const Moment& first, const Moment& last,
                                          const Period& step) {
  constexpr std::size_t kMost = 10'000;
  std::vector<Moment> moments;
  const bool up = step.months > 0 || step.days > 0 || step.microseconds > 0;
  if (!up || step.months < 0 || step.days < 0 || step.microseconds < 0) return std::nullopt;
  for (std::optional<Moment> at = first; at && at->microseconds <= last.microseconds;
       at = later(*at, step, 1)) {
    if (moments.size() == kMost) return std::nullopt;
    moments.push_back(*at);
  }
  return moments;
}

}  // namespace ashlar::catalog::procedures
