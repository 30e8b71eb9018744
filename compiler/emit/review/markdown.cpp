#include "compiler/emit/review/markdown.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "compiler/emit/characters.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit::review {
namespace {

/// How many backticks stand together at most.
std::size_t longest_run(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char letter : text) {
    run = letter == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// As it is, line ends and tabs too, but for characters that act on what stands beside them.
std::string visible(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    at += character.bytes.size();
    const bool is_line_end = character.bytes == "\r" && text.substr(at, 1) == "\n";
    if (is_line_end) continue;
    if (!character.code_point) {
      shown += "\xEF\xBF\xBD";
    } else if (character.acts && character.bytes != "\n" && character.bytes != "\t") {
      shown += fmt::format("<{}>", code_point_name(*character.code_point));
    } else {
      shown += character.bytes;
    }
  }
  return shown;
}

}  // namespace

std::string markdown_text(std::string_view text) {
  constexpr std::string_view kMeaning = "\\`*_[]<>|&~$\"'";
  constexpr std::string_view kZeroWidthSpace = "&#8203;";
  std::string words;
  for (const char letter : printable(text)) {
    if (letter == '@' || letter == '#') {
      // A mention or a reference to an issue is found after entities are read.
      words += fmt::format("{}{}", letter, kZeroWidthSpace);
    } else if (kMeaning.find(letter) != std::string_view::npos) {
      words += fmt::format("&#{};", static_cast<int>(letter));
    } else {
      words += letter;
    }
  }
  return words;
}

std::string markdown_prose(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    const std::size_t open = text.find('`');
    const std::size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
    if (close == std::string_view::npos || close == open + 1) {
      return words + markdown_text(text);
    }
    words += markdown_text(text.substr(0, open));
    words += markdown_code(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return words;
}

std::string markdown_code(std::string_view text) {
  std::string code;
  for (const char letter : printable(text)) {
    if (letter == '|') code += '\\';
    code += letter;
  }
  if (code.find_first_not_of(' ') == std::string::npos) return "` `";
  const std::string fence(longest_run(code) + 1, '`');
  const bool needs_blank =
      code.front() == '`' || code.back() == '`' || code.front() == ' ' || code.back() == ' ';
  const std::string_view blank = needs_blank ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, blank, code);
}

std::string markdown_block(std::string_view language, std::string_view text, std::size_t limit) {
  std::string shown = visible(text);
  std::size_t left_out = 0;
  if (shown.size() > limit) {
    std::size_t end = shown.rfind('\n', limit);
    if (end == std::string::npos || end < limit / 2) {
      end = limit;
      while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U) --end;
    }
    left_out = shown.size() - end;
    shown.resize(end);
  }
  while (shown.ends_with('\n')) shown.pop_back();
  const std::string fence(std::max<std::size_t>(3, longest_run(shown) + 1), '`');
  std::string block = fmt::format("{0}{1}\n{2}\n{0}\n", fence, language, shown);
  if (left_out > 0) {
    block += fmt::format("… {} more bytes are left out here; the file has them.\n", left_out);
  }
  return block;
}

std::vector<bool> fitting(const std::vector<Part>& parts, std::size_t budget) {
  std::vector<std::size_t> by_weight(parts.size());
  std::iota(by_weight.begin(), by_weight.end(), std::size_t{0});
  std::stable_sort(by_weight.begin(), by_weight.end(), [&parts](std::size_t a, std::size_t b) {
    return parts[a].weight > parts[b].weight;
  });
  std::vector<bool> fits(parts.size(), false);
  for (const std::size_t at : by_weight) {
    if (parts[at].text.size() > budget) continue;
    budget -= parts[at].text.size();
    fits[at] = true;
  }
  return fits;
}

}  // namespace ashlar::emit::review
