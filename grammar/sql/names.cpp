#include "grammar/sql/names.h"

#include <algorithm>

namespace ashlar::sql {

std::string identifier_text(std::string_view word) {
  if (word.size() > 2 && word[1] == '&' && word[2] == '"') word.remove_prefix(2);
  std::string name;
  if (word.size() < 2 || word.front() != '"') {
    name.resize(word.size());
    std::transform(word.begin(), word.end(), name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return name;
  }
  word = word.substr(1, word.size() - 2);
  for (std::size_t i = 0; i < word.size(); ++i) {
    name.push_back(word[i]);
    if (word[i] == '"') ++i;  // doubled
  }
  return name;
}

}  // namespace ashlar::sql
