#include "grammar/postgres/fragments.h"

#include <algorithm>

namespace ashlar::postgres {
namespace {

/// How much of a piece is looked for before the rest is compared, and how often that is tried.
constexpr std::size_t kProbe = 24;
constexpr int kMaxTries = 64;

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool stands_in(std::string_view body, std::size_t at, std::string_view text) {
  if (body.size() - at < text.size()) return false;
  return std::equal(text.begin(), text.end(), body.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char ours, char theirs) { return ours == ' ' || ours == theirs; });
}

}  // namespace

FragmentFinder::FragmentFinder(std::string_view body) : body_(body), lines_{0, 0} {
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '\n') lines_.push_back(i + 1);
  }
}

Span FragmentFinder::find_from(std::string_view text, std::size_t from) const {
  const std::string_view probe = text.substr(0, std::min(text.find("  "), kProbe));
  if (probe.empty()) return {};
  std::size_t at = body_.find(probe, from);
  for (int i = 0; i < kMaxTries && at != std::string_view::npos; ++i) {
    if (stands_in(body_, at, text)) {
      return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())};
    }
    at = body_.find(probe, at + 1);
  }
  return {};
}

Span FragmentFinder::find(std::string_view text, std::uint32_t line) {
  while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
  // PERFORM becomes SELECT, and the conditions of a CASE with a subject are made up.
  constexpr std::string_view kSelect = "SELECT ";
  const std::size_t begin = line < lines_.size() ? lines_[line] : 0;
  const std::size_t from = std::max(begin, next_);
  if (text.empty() || text.starts_with("\"__Case__Variable")) return {};
  Span span = find_from(text, from);
  if (span.empty() && text.starts_with(kSelect))
    span = find_from(text.substr(kSelect.size()), from);
  if (!span.empty()) next_ = span.end;
  return span;
}

AssignmentParts split_assignment(std::string_view text) {
  bool quoted = false;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '[' || c == '(') ++depth;
    if (c == ']' || c == ')') --depth;
    const bool assigns = c == ':' && i + 1 < text.size() && text[i + 1] == '=';
    if (depth != 0 || (c != '=' && !assigns)) continue;
    std::string_view target = text.substr(0, i);
    while (!target.empty() && is_white(target.back())) target.remove_suffix(1);
    std::size_t value = i + (assigns ? 2 : 1);
    while (value < text.size() && is_white(text[value])) ++value;
    return {std::string(target), value};
  }
  return {std::string(), text.size()};
}

}  // namespace ashlar::postgres
