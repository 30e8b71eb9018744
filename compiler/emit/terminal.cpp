#include "compiler/emit/terminal.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include "compiler/emit/characters.h"

namespace ashlar::emit {
namespace {

constexpr int kTabStop = 8;

Cell cell_of(const Character& character, int column) {
  if (!character.code_point) return {"\xEF\xBF\xBD", 1, 0};
  const std::int32_t code_point = *character.code_point;
  if (code_point == '\t') {
    const int width = kTabStop - column % kTabStop;
    return {std::string(static_cast<std::size_t>(width), ' '), width, 0};
  }
  if (character.acts) {
    std::string name = fmt::format("<{}>", code_point_name(code_point));
    const int width = static_cast<int>(name.size());
    return {std::move(name), width, 0};
  }
  return {std::string(character.bytes), utf8proc_charwidth(code_point), 0};
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
    const Character character = character_at(line, at);
    Cell cell = cell_of(character, column);
    cell.begin = static_cast<std::uint32_t>(at);
    column += cell.width;
    cells.push_back(std::move(cell));
    at += character.bytes.size();
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
