#include "grammar/text/span.h"

#include <algorithm>

namespace ashlar {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Length in bytes of the UTF-8 sequence that starts at `text[at]`; 1 for a stray byte.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  std::size_t length = 1;
  if (lead >= 0xF0 && lead < 0xF8) {
    length = 4;
  } else if (lead >= 0xE0) {
    length = lead < 0xF0 ? 3 : 1;
  } else if (lead >= 0xC2) {
    length = 2;
  }
  if (at + length > text.size()) return 1;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80U) return 1;
  }
  return length;
}

}  // namespace

std::uint32_t count_code_points(std::string_view text) {
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += sequence_length(text, at)) ++count;
  return count;
}

LineMap::LineMap(std::string_view text) : text_(text), starts_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

Position LineMap::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto index = static_cast<std::uint32_t>(next - starts_.begin() - 1);
  std::uint32_t begin = starts_[index];
  // A byte order mark takes no column: editors do not show it.
  if (index == 0 && text_.starts_with(kByteOrderMark)) {
    begin = static_cast<std::uint32_t>(kByteOrderMark.size());
  }
  if (offset <= begin) return {index + 1, 1};
  return {index + 1, 1 + count_code_points(text_.substr(begin, offset - begin))};
}

std::string_view LineMap::line(std::uint32_t line) const {
  const std::uint32_t begin = line_begin(line);
  std::string_view rest = text_.substr(begin);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  if (line == 1 && rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
  return rest;
}

std::uint32_t LineMap::line_begin(std::uint32_t line) const {
  const std::size_t index = std::min<std::size_t>(line == 0 ? 0 : line - 1, starts_.size() - 1);
  return starts_[index];
}

std::uint32_t LineMap::line_count() const { return static_cast<std::uint32_t>(starts_.size()); }

}  // namespace ashlar
