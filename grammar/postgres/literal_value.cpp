#include "grammar/postgres/literal_value.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

namespace ashlar::postgres {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) {
    text.remove_prefix(1);
  }
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
    text.remove_suffix(1);
  }
  return text;
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// Takes a run of digits from the front; nothing where there is none, or it is too long.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end == text.data() || text.front() == '-') return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

constexpr std::int64_t kMicrosecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kMicrosecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

/// `.5` in microseconds.
std::int64_t take_fraction(std::string_view& text) {
  if (!take(text, '.')) return 0;
  std::int64_t value = 0;
  std::int64_t unit = kMicrosecond / 10;
  while (!text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0) {
    value += (text.front() - '0') * unit;
    unit /= 10;
    text.remove_prefix(1);
  }
  return value;
}

/// `hh:mm[:ss[.f]]` in microseconds.
std::optional<std::int64_t> take_time(std::string_view& text) {
  const auto hours = take_number(text);
  if (!hours.has_value() || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text);
  if (!minutes.has_value()) return std::nullopt;
  std::int64_t value = *hours * kHour + *minutes * kMinute;
  if (take(text, ':')) {
    const auto seconds = take_number(text);
    if (!seconds.has_value()) return std::nullopt;
    value += *seconds * kMicrosecond + take_fraction(text);
  }
  return value;
}

/// `Z`, `UTC`, `+02`, `-03:30`: what is to be taken off. Nothing: it is no zone that is known here.
std::optional<std::int64_t> zone_offset(std::string_view text) {
  const std::string lower = lowered(trimmed(text));
  if (lower == "z" || lower == "utc" || lower == "gmt") return 0;
  std::string_view rest = lower;
  const bool west = rest.front() == '-';
  if (!west && rest.front() != '+') return std::nullopt;
  rest.remove_prefix(1);
  const auto hours = take_number(rest);
  if (!hours.has_value()) return std::nullopt;
  std::int64_t value = *hours * kHour;
  if (take(rest, ':')) {
    const auto minutes = take_number(rest);
    if (!minutes.has_value()) return std::nullopt;
    value += *minutes * kMinute;
  }
  if (!rest.empty()) return std::nullopt;
  return west ? -value : value;
}

struct Moment {
  std::int64_t local = 0;              ///< microseconds since 1970 by the clock on the wall
  std::optional<std::int64_t> offset;  ///< of its zone; absent: it names none
};

/// `yyyy-mm-dd[ |T]hh:mm:ss[.f][zone]`; nothing for all other ways to write a time.
std::optional<Moment> moment(std::string_view text) {
  if (lowered(text) == "epoch") return Moment{0, 0};
  const auto year = take_number(text);
  if (!year.has_value() || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text);
  if (!month.has_value() || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text);
  if (!day.has_value()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  std::int64_t value = std::chrono::sys_days(date).time_since_epoch().count() * kDay;
  if (!text.empty() && (text.front() == 'T' || text.front() == 't')) text.remove_prefix(1);
  text = trimmed(text);
  if (text.empty()) return Moment{value, std::nullopt};
  if (std::isdigit(static_cast<unsigned char>(text.front())) != 0) {
    const auto time = take_time(text);
    if (!time.has_value()) return std::nullopt;
    value += *time;
  }
  if (trimmed(text).empty()) return Moment{value, std::nullopt};
  const auto offset = zone_offset(text);
  if (!offset.has_value()) return std::nullopt;
  return Moment{value, offset};
}

struct Unit {
  std::string_view name;
  std::int64_t months;
  std::int64_t days;
  std::int64_t microseconds;
};

/// (src/backend/utils/adt/datetime.c, deltatktbl)
const Unit* find_unit(std::string_view name) {
  static constexpr std::array<Unit, 34> kUnits{{{"year", 12, 0, 0},
                                                {"years", 12, 0, 0},
                                                {"y", 12, 0, 0},
                                                {"yr", 12, 0, 0},
                                                {"yrs", 12, 0, 0},
                                                {"mon", 1, 0, 0},
                                                {"mons", 1, 0, 0},
                                                {"month", 1, 0, 0},
                                                {"months", 1, 0, 0},
                                                {"week", 0, 7, 0},
                                                {"weeks", 0, 7, 0},
                                                {"w", 0, 7, 0},
                                                {"day", 0, 1, 0},
                                                {"days", 0, 1, 0},
                                                {"d", 0, 1, 0},
                                                {"hour", 0, 0, kHour},
                                                {"hours", 0, 0, kHour},
                                                {"h", 0, 0, kHour},
                                                {"hr", 0, 0, kHour},
                                                {"hrs", 0, 0, kHour},
                                                {"minute", 0, 0, kMinute},
                                                {"minutes", 0, 0, kMinute},
                                                {"min", 0, 0, kMinute},
                                                {"mins", 0, 0, kMinute},
                                                {"m", 0, 0, kMinute},
                                                {"second", 0, 0, kMicrosecond},
                                                {"seconds", 0, 0, kMicrosecond},
                                                {"sec", 0, 0, kMicrosecond},
                                                {"secs", 0, 0, kMicrosecond},
                                                {"s", 0, 0, kMicrosecond},
                                                {"millisecond", 0, 0, 1'000},
                                                {"milliseconds", 0, 0, 1'000},
                                                {"ms", 0, 0, 1'000},
                                                {"microseconds", 0, 0, 1}}};
  const auto* const at = std::find_if(kUnits.begin(), kUnits.end(),
                                      [name](const Unit& unit) { return unit.name == name; });
  return at == kUnits.end() ? nullptr : at;
}

/// `1 day 02:00`, `90 minutes`: months, days and microseconds, which the server keeps apart.
std::string interval_value(std::string_view text) {
  std::string as_it_is(text);
  std::string lower = lowered(trimmed(text));
  std::string_view rest = lower;
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t microseconds = 0;
  while (!rest.empty()) {
    const bool negative = take(rest, '-');
    if (!negative) take(rest, '+');
    std::string_view time = rest;
    if (const auto value = take_time(time); value.has_value()) {
      microseconds += negative ? -*value : *value;
      rest = trimmed(time);
      continue;
    }
    auto amount = take_number(rest);
    if (!amount.has_value() || (!rest.empty() && rest.front() == '.')) return as_it_is;
    if (negative) amount = -*amount;
    rest = trimmed(rest);
    const auto* const end = std::find_if_not(rest.begin(), rest.end(),
                                             [](unsigned char c) { return std::isalpha(c) != 0; });
    const auto length = static_cast<std::size_t>(end - rest.begin());
    const Unit* unit = length == 0 ? find_unit("second") : find_unit(rest.substr(0, length));
    if (unit == nullptr) return as_it_is;
    months += *amount * unit->months;
    days += *amount * unit->days;
    microseconds += *amount * unit->microseconds;
    rest = trimmed(rest.substr(length));
  }
  std::string value = std::to_string(months);
  value.append(" months ").append(std::to_string(days)).append(" days ");
  return value.append(std::to_string(microseconds));
}

std::string boolean_value(std::string_view text) {
  const std::string lower = lowered(trimmed(text));
  if (lower.empty()) return std::string(text);
  // Every beginning of these words will do. (src/backend/utils/adt/bool.c, parse_bool_with_len)
  const auto begins = [&lower](std::string_view word) { return word.starts_with(lower); };
  if (begins("true") || begins("yes") || lower == "on" || lower == "1") return "true";
  if (begins("false") || begins("no") || lower == "of" || lower == "off" || lower == "0") {
    return "false";
  }
  return std::string(text);
}

/// Of jsonb, whose keys are sorted and unique.
std::string jsonb_value(std::string_view text) {
  const nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  return value.is_discarded() ? std::string(text) : value.dump();
}

std::string literal_value(std::string_view type, std::string_view text);

/// `{a, "b"}` of a plain list: each element as its type has it. Nested lists stay as they are.
std::string array_value(std::string_view element, std::string_view text) {
  std::string as_it_is(text);
  std::string_view rest = trimmed(text);
  if (rest.size() < 2 || rest.front() != '{' || rest.back() != '}') return as_it_is;
  rest = trimmed(rest.substr(1, rest.size() - 2));
  std::string value = "{";
  while (!rest.empty()) {
    std::string item;
    const bool quoted = take(rest, '"');
    while (!rest.empty() && (quoted ? rest.front() != '"' : rest.front() != ',')) {
      if (!quoted && (rest.front() == '{' || rest.front() == '"')) return as_it_is;
      if (rest.front() == '\\' && rest.size() > 1) rest.remove_prefix(1);
      item.push_back(rest.front());
      rest.remove_prefix(1);
    }
    if (quoted && !take(rest, '"')) return as_it_is;
    const bool null = !quoted && lowered(trimmed(item)) == "null";
    const std::string inner =
        null ? "NULL" : literal_value(element, quoted ? std::string_view(item) : trimmed(item));
    value.append(std::to_string(inner.size())).append(null ? "n" : ":").append(inner);
    rest = trimmed(rest);
    if (!rest.empty() && !take(rest, ',')) return as_it_is;
    rest = trimmed(rest);
  }
  return value + "}";
}

/// `+007` and `7`; where there is a point, the places behind it count, but for floats.
std::string number_value(std::string_view type, std::string_view text) {
  std::string_view rest = trimmed(text);
  const bool negative = take(rest, '-');
  if (!negative) take(rest, '+');
  const bool plain = !rest.empty() && std::all_of(rest.begin(), rest.end(), [](unsigned char c) {
    return std::isdigit(c) != 0 || c == '.';
  });
  if (!plain) return lowered(rest).insert(0, negative ? "-" : "");
  while (rest.size() > 1 && rest.front() == '0' && rest[1] != '.') rest.remove_prefix(1);
  std::string value(rest);
  if (value.front() == '.') value.insert(0, "0");
  if (type.starts_with("float") && value.find('.') != std::string::npos) {
    while (value.back() == '0') value.pop_back();
    if (value.back() == '.') value.pop_back();
  }
  return negative && value.find_first_not_of("0.") != std::string::npos ? "-" + value : value;
}

/// Equal for texts that are the same value; the text itself where its type is not known here.
std::string literal_value(std::string_view type, std::string_view text) {
  if (type.starts_with('_')) return array_value(type.substr(1), text);
  if (type == "bool") return boolean_value(text);
  if (type == "interval") return interval_value(text);
  if (type == "jsonb") return jsonb_value(text);
  if (type == "uuid") return lowered(text);
  if (type == "timestamptz" || type == "timestamp" || type == "date") {
    const auto found = moment(trimmed(text));
    if (!found.has_value()) return std::string(text);
    if (type == "date") return std::to_string(found->local / kDay);
    return std::to_string(type == "timestamp" ? found->local
                                              : found->local - found->offset.value_or(0));
  }
  if (type == "time") {
    std::string_view rest = trimmed(text);
    const auto found = take_time(rest);
    return found.has_value() && rest.empty() ? std::to_string(*found) : std::string(text);
  }
  if (type == "int2" || type == "int4" || type == "int8" || type == "numeric" || type == "float4" ||
      type == "float8") {
    return number_value(type, text);
  }
  return std::string(text);
}

}  // namespace

bool same_value(std::string_view type, std::string_view a, std::string_view b) {
  if (type == "timestamptz") {
    const auto of_a = moment(trimmed(a));
    const auto of_b = moment(trimmed(b));
    if (of_a.has_value() && of_b.has_value() &&
        of_a->offset.has_value() != of_b->offset.has_value()) {
      return of_a->local == of_b->local;
    }
  }
  return literal_value(type, a) == literal_value(type, b);
}

}  // namespace ashlar::postgres
