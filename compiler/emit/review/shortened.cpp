#include "compiler/emit/review/shortened.h"

#include "compiler/emit/characters.h"

namespace ashlar::emit::review {

std::string shortened(std::string_view text, std::size_t limit) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == limit) return std::string(text.substr(0, at)) + "…";
    at += character_at(text, at).bytes.size();
  }
  return std::string(text);
}

}  // namespace ashlar::emit::review
