#include "grammar/annotations/words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ashlar::annotations {
namespace {

constexpr std::size_t kLongestId = 64;
constexpr std::int64_t kLongestTimeout = 2147483647;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// The number that the digits `text[at, at + count)` spell, or nothing where they are not digits.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size() || !all_digits(text.substr(at, count))) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(at, count)) number = number * 10 + (c - '0');
  return number;
}

bool is_date(std::string_view text) {
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return false;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok();
}

/// `HH:MM` at `at`.
bool is_hour_and_minute(std::string_view text, std::size_t at) {
  const auto hour = digits(text, at, 2);
  const auto minute = digits(text, at + 3, 2);
  return hour && minute && text[at + 2] == ':' && *hour < 24 && *minute < 60;
}

}  // namespace

std::optional<std::string> id_problem(std::string_view id) {
  if (id.empty()) return "is empty";
  if (id.size() > kLongestId) return "is longer than 64 characters";
  if (!std::all_of(id.begin(), id.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-';
      })) {
    return "holds something other than letters, digits, `_`, `.` and `-`";
  }
  constexpr std::array<std::string_view, 4> kReserved = {"head", "heads", "base", "current"};
  const bool reserved = std::find(kReserved.begin(), kReserved.end(), id) != kReserved.end();
  if (reserved || (id.front() == '-' && all_digits(id.substr(1)))) {
    return "has another meaning in targets such as `upgrade head` and `downgrade -1`";
  }
  return std::nullopt;
}

bool is_rule_name(std::string_view name) {
  if (name.empty() || !is_lower(name.front()) || name.back() == '-') return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!is_lower(name[i]) && !is_digit(name[i]) && name[i] != '-') return false;
    if (name[i] == '-' && name[i + 1] == '-') return false;
  }
  return true;
}

bool is_rfc3339(std::string_view time) {
  constexpr std::size_t kSecondsEnd = 19;
  if (time.size() < kSecondsEnd + 1 || !is_date(time)) return false;
  // RFC 3339 allows lower case and, for the eye, a blank.
  if (time[10] != 'T' && time[10] != 't' && time[10] != ' ') return false;
  const auto second = digits(time, 17, 2);
  if (!is_hour_and_minute(time, 11) || time[16] != ':' || !second || *second > 60) return false;
  std::string_view rest = time.substr(kSecondsEnd);
  if (rest.front() == '.') {
    rest.remove_prefix(1);
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_digit);
    if (end == rest.begin()) return false;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.begin()));
  }
  if (rest == "Z" || rest == "z") return true;
  return rest.size() == 6 && (rest[0] == '+' || rest[0] == '-') && is_hour_and_minute(rest, 1);
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [after, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || count < 0 || !is_digit(text.front())) return std::nullopt;
  struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
  };
  constexpr std::array<Unit, 5> kUnits = {
      {{"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
  const std::string_view name(after, static_cast<std::size_t>(end - after));
  if (name.empty() && count == 0) return std::chrono::milliseconds(0);
  const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                 [&](const Unit& candidate) { return candidate.name == name; });
  if (unit == kUnits.end() || count > kLongestTimeout / unit->milliseconds) return std::nullopt;
  return std::chrono::milliseconds(count * unit->milliseconds);
}

Word trimmed(std::string_view text, std::uint32_t begin) {
  while (!text.empty() && is_blank(text.front())) {
    text.remove_prefix(1);
    ++begin;
  }
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return {std::string(text), {begin, begin + static_cast<std::uint32_t>(text.size())}};
}

std::vector<Word> split_words(const Word& list, char separator) {
  std::vector<Word> words;
  const std::string_view text = list.text;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    words.push_back(trimmed(text.substr(begin, end - begin),
                            list.span.begin + static_cast<std::uint32_t>(begin)));
    begin = end + 1;
  }
  return words;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace ashlar::annotations
