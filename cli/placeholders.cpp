#include "cli/placeholders.h"

#include <algorithm>

namespace ashlar::cli {

std::vector<std::string_view> unknown_placeholders(std::string_view text,
                                                   const std::vector<std::string_view>& known) {
  std::vector<std::string_view> unknown;
  std::size_t at = text.find('{');
  while (at != std::string_view::npos) {
    const std::size_t end = text.find('}', at);
    if (end == std::string_view::npos) break;
    const std::string_view word = text.substr(at + 1, end - at - 1);
    if (std::find(known.begin(), known.end(), word) == known.end()) unknown.push_back(word);
    at = text.find('{', end);
  }
  return unknown;
}

}  // namespace ashlar::cli
