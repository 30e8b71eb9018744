#include "grammar/annotations/utf8.h"

namespace ashlar::annotations {
namespace {

/// What may follow a lead byte: how many bytes, and the range of the first of them, which is where
/// overlong forms, surrogates and code points past U+10FFFF show. The others are 80 to BF.
struct Follow {
  unsigned count = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

/// The table of RFC 3629, section 4. Count 0: not a lead byte of several.
Follow follow(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return {1, 0x80, 0xBF};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2, 0x80, 0xBF};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {3, 0x80, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  return {};
}

}  // namespace

std::optional<std::uint32_t> first_invalid_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead != 0 && lead < 0x80) {
      ++at;
      continue;
    }
    const Follow rest = follow(lead);
    if (rest.count == 0 || at + rest.count >= text.size()) return static_cast<std::uint32_t>(at);
    for (unsigned i = 1; i <= rest.count; ++i) {
      const auto byte = static_cast<unsigned char>(text[at + i]);
      const bool fits = i == 1 ? byte >= rest.low && byte <= rest.high : (byte & 0xC0U) == 0x80U;
      if (!fits) return static_cast<std::uint32_t>(at);
    }
    at += rest.count + 1;
  }
  return std::nullopt;
}

}  // namespace ashlar::annotations
