#include "cli/plain_text.h"

#include <fmt/format.h>

namespace ashlar::cli {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// `[words](target)` as its words; an address that a reader could open stays, in parentheses.
std::string without_links(std::string_view line) {
  std::string text;
  while (!line.empty()) {
    const std::size_t open = line.find('[');
    const std::size_t middle = line.find("](", open);
    const std::size_t close = line.find(')', middle);
    if (open == std::string_view::npos || middle == std::string_view::npos ||
        close == std::string_view::npos) {
      break;
    }
    const std::string_view target = line.substr(middle + 2, close - middle - 2);
    text += line.substr(0, open);
    text += line.substr(open + 1, middle - open - 1);
    if (target.starts_with("http")) text += fmt::format(" ({})", target);
    line.remove_prefix(close + 1);
  }
  return text += line;
}

std::string heading(std::string_view line, emit::Color color) {
  while (line.starts_with('#')) line.remove_prefix(1);
  while (line.starts_with(' ')) line.remove_prefix(1);
  return color == emit::Color::kAlways ? fmt::format("\x1b[1m{}\x1b[0m", line) : std::string(line);
}

}  // namespace

std::string plain_text(std::string_view markdown, emit::Color color) {
  std::string text;
  bool in_code = false;
  while (!markdown.empty()) {
    const std::string_view line = take_line(markdown);
    if (line.starts_with("```")) {
      in_code = !in_code;
      continue;
    }
    if (in_code) {
      text += line.empty() ? "" : fmt::format("    {}", line);
    } else {
      text += line.starts_with('#') ? heading(line, color) : without_links(line);
    }
    text += '\n';
  }
  return text;
}

}  // namespace ashlar::cli
