#include "cli/process_title.h"

#include <algorithm>
#include <string_view>

namespace ashlar::cli {
namespace {

void cover(char* from, std::size_t length) { std::fill_n(from, length, '*'); }

/// The user part of a URI ends at the last `@` before its path.
void hide_in_uri(char* word, std::size_t authority) {
  const std::string_view text = word;
  const std::size_t end = std::min(text.find_first_of("/?", authority), text.size());
  const std::size_t at = text.substr(0, end).rfind('@');
  const std::size_t colon = text.find(':', authority);
  if (at == std::string_view::npos || at < authority || colon >= at) return;
  cover(word + colon + 1, at - colon - 1);
}

/// The value of `password=` up to the blank, quote or `&` that ends it.
void hide_values(char* word) {
  const std::string_view text = word;
  for (std::size_t at = text.find("password="); at != std::string_view::npos;
       at = text.find("password=", at + 1)) {
    std::size_t begin = at + std::string_view("password=").size();
    const bool quoted = begin < text.size() && text[begin] == '\'';
    if (quoted) ++begin;
    const std::size_t end = std::min(text.find_first_of(quoted ? "'" : " &", begin), text.size());
    cover(word + begin, end - begin);
  }
}

}  // namespace

void hide_passwords(int count, char** words) {
  for (int i = 1; i < count; ++i) {
    const std::size_t scheme = std::string_view(words[i]).find("://");
    if (scheme != std::string_view::npos) hide_in_uri(words[i], scheme + 3);
    hide_values(words[i]);
  }
}

}  // namespace ashlar::cli
