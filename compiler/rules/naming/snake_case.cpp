#include "compiler/rules/naming/snake_case.h"

#include <algorithm>

namespace ashlar::rules {
namespace {

bool is_lower(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// True where a capital at `at` begins a word: after a small letter or digit, or as the last of a
/// run of capitals before a small letter (`HTTPServer`).
bool begins_word(std::string_view name, std::size_t at) {
  if (at == 0 || !is_upper(name[at])) return false;
  const char before = name[at - 1];
  if (is_lower(before) || is_digit(before)) return true;
  return is_upper(before) && at + 1 < name.size() && is_lower(name[at + 1]);
}

}  // namespace

bool is_snake_case(std::string_view name) {
  if (name.empty() || is_digit(name.front())) return false;
  if (name.starts_with('_')) name.remove_prefix(1);
  if (name.ends_with('_')) name.remove_suffix(1);
  bool after_underscore = true;
  for (const char c : name) {
    if (c == '_') {
      if (after_underscore) return false;
      after_underscore = true;
    } else {
      if (!is_lower(c) && !is_digit(c)) return false;
      after_underscore = false;
    }
  }
  return !after_underscore;
}

std::string to_snake_case(std::string_view name) {
  std::string snake;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    const bool letter = is_lower(c) || is_upper(c) || is_digit(c);
    const bool gap = !letter || begins_word(name, at);
    if (gap && !snake.empty() && snake.back() != '_') snake += '_';
    if (letter) snake += lower(c);
  }
  if (snake.ends_with('_')) snake.pop_back();
  if (!snake.empty() && is_digit(snake.front())) snake.insert(snake.begin(), '_');
  return snake;
}

std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> words;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('_'), name.size());
    if (end > 0) words.push_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return words;
}

std::string join_words(std::string_view left, std::string_view right) {
  std::string joined(left);
  if (!left.empty() && !right.empty()) joined += '_';
  joined += right;
  return joined;
}

std::string_view clip(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

}  // namespace ashlar::rules
