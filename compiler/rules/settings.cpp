#include "compiler/rules/settings.h"

#include <algorithm>

namespace ashlar::rules {

std::optional<Severity> severity_of(const Settings& settings, std::string_view rule,
                                    Severity default_severity, std::string_view path) {
  const std::string id(rule);
  for (auto it = settings.overrides.rbegin(); it != settings.overrides.rend(); ++it) {
    const auto named = it->rules.find(id);
    if (named == it->rules.end()) continue;
    const bool applies = std::any_of(it->paths.begin(), it->paths.end(),
                                     [path](const auto& glob) { return glob_match(glob, path); });
    if (applies) return named->second;
  }
  const auto set = settings.severities.find(id);
  return set == settings.severities.end() ? std::optional(default_severity) : set->second;
}

bool glob_match(std::string_view pattern, std::string_view text) {
  // Two places to come back to: the last `*`, which grows within a segment, and the last `**`,
  // which grows across segments. A later star makes the earlier one of its kind final, so the work
  // is at most quadratic whatever the pattern.
  constexpr std::size_t kNone = std::string_view::npos;
  struct Star {
    std::size_t pattern = kNone;
    std::size_t text = 0;
    bool segments = false;  // `**/`: grows by whole segments
  };
  Star segment;
  Star deep;
  std::size_t p = 0;
  std::size_t t = 0;
  while (t < text.size() || p < pattern.size()) {
    if (pattern.substr(p).starts_with("**")) {
      p += 2;
      const bool segments =
          p < pattern.size() && pattern[p] == '/' && (t == 0 || text[t - 1] == '/');
      if (segments) ++p;
      deep = {p, t, segments};
      segment = {};
      continue;
    }
    if (p < pattern.size() && pattern[p] == '*') {
      segment = {++p, t, false};
      continue;
    }
    const bool one = p < pattern.size() && t < text.size() &&
                     (pattern[p] == text[t] || (pattern[p] == '?' && text[t] != '/'));
    if (one) {
      ++p;
      ++t;
    } else if (segment.pattern != kNone && segment.text < text.size() &&
               text[segment.text] != '/') {
      p = segment.pattern;
      t = ++segment.text;
    } else if (deep.pattern != kNone && deep.text < text.size()) {
      const std::size_t slash = deep.segments ? text.find('/', deep.text) : deep.text;
      if (slash == kNone) return false;
      p = deep.pattern;
      t = deep.text = slash + 1;
      segment = {};
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace ashlar::rules
