#include "compiler/rules/names/mentions.h"

#include <algorithm>
#include <cctype>

namespace ashlar::rules {

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool mentions_word(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  };
  auto at = text.begin();
  while (true) {
    at = std::search(at, text.end(), word.begin(), word.end(), same);
    if (at == text.end()) return false;
    const auto end = at + static_cast<std::ptrdiff_t>(word.size());
    const bool begins = at == text.begin() || !is_word_byte(*(at - 1));
    const bool ends = end == text.end() || !is_word_byte(*end);
    if (begins && ends) return true;
    ++at;
  }
}

}  // namespace ashlar::rules
