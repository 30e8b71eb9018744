#include "compiler/emit/terminal.h"

#include <fmt/format.h>
#include <utf8proc.h>

namespace ashlar::emit {
namespace {

constexpr int kTabStop = 8;

/// True for what would act on the terminal or reorder the line instead of being seen. Zero width
/// joiners hold emoji and some scripts together and do no harm.
bool acts_on_terminal(utf8proc_int32_t code_point) {
  constexpr utf8proc_int32_t kZeroWidthNonJoiner = 0x200C;
  constexpr utf8proc_int32_t kZeroWidthJoiner = 0x200D;
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    case UTF8PROC_CATEGORY_CF:
      return code_point != kZeroWidthNonJoiner && code_point != kZeroWidthJoiner;
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_CO:
      return false;
  }
  return false;
}

Cell cell_of(utf8proc_int32_t code_point, std::string_view bytes, int column) {
  if (code_point == '\t') {
    const int width = kTabStop - column % kTabStop;
    return {std::string(static_cast<std::size_t>(width), ' '), width, 0};
  }
  if (acts_on_terminal(code_point)) {
    std::string name = fmt::format("<U+{:04X}>", code_point);
    const int width = static_cast<int>(name.size());
    return {std::move(name), width, 0};
  }
  return {std::string(bytes), utf8proc_charwidth(code_point), 0};
}

std::string_view escape_of(Tone tone) {
  switch (tone) {
    case Tone::kError:
      return "\x1b[1;31m";
    case Tone::kWarning:
      return "\x1b[1;35m";
    case Tone::kNote:
      return "\x1b[1;36m";
    case Tone::kHelp:
      return "\x1b[1;34m";
    case Tone::kStrong:
      return "\x1b[1m";
    case Tone::kFaint:
      return "\x1b[2m";
    case Tone::kMark:
      return "\x1b[1;32m";
    case Tone::kAdded:
      return "\x1b[32m";
    case Tone::kRemoved:
      return "\x1b[31m";
  }
  return "";
}

}  // namespace

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  int column = 0;
  for (std::size_t at = 0; at < line.size();) {
    utf8proc_int32_t code_point = -1;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(line.data()) + at,
                         static_cast<utf8proc_ssize_t>(line.size() - at), &code_point);
    const std::size_t used = length > 0 ? static_cast<std::size_t>(length) : 1;
    Cell cell = length > 0 ? cell_of(code_point, line.substr(at, used), column)
                           : Cell{"\xEF\xBF\xBD", 1, 0};
    cell.begin = static_cast<std::uint32_t>(at);
    column += cell.width;
    cells.push_back(std::move(cell));
    at += used;
  }
  return cells;
}

std::string printable(std::string_view text) {
  std::string one_line;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) == "\r\n") continue;
    one_line += text[at] == '\n' ? ' ' : text[at];
  }
  std::string shown;
  for (const Cell& cell : cells_of(one_line)) shown += cell.text;
  return shown;
}

std::string paint(std::string_view text, Tone tone, Color color) {
  if (color == Color::kNever || text.empty()) return std::string(text);
  return fmt::format("{}{}\x1b[0m", escape_of(tone), text);
}

Tone tone_of(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return Tone::kNote;
    case Severity::kWarning:
      return Tone::kWarning;
    case Severity::kError:
      return Tone::kError;
  }
  return Tone::kError;
}

std::string counted(std::size_t count, std::string_view singular) {
  return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
}

}  // namespace ashlar::emit
