#pragma once

// Text as GitHub's Markdown. All that comes from files goes through here. Private to
// compiler/emit/review.
// Sources: GitHub Flavored Markdown Spec (6.2 entities, 6.3 code spans, 4.5 fenced code
// blocks, 4.10 tables).

#include <string>
#include <string_view>
#include <vector>

namespace ashlar::emit::review {

/// Words on one line, without any meaning to Markdown: no emphasis, link, mention or reference.
[[nodiscard]] std::string markdown_text(std::string_view text);

/// The same for sentences of ours, in which what stands between backticks is code.
[[nodiscard]] std::string markdown_prose(std::string_view text);

/// A code span on one line, that also may stand in a table.
[[nodiscard]] std::string markdown_code(std::string_view text);

/// A fenced block; of more than `limit` bytes the rest is left out, and said.
[[nodiscard]] std::string markdown_block(std::string_view language, std::string_view text,
                                         std::size_t limit);

/// A piece of a longer text, and how much it would be missed.
struct Part {
  std::string text;
  int weight = 0;
};
/// Which of them fit into `budget` bytes: the weightiest first, of equals the first.
[[nodiscard]] std::vector<bool> fitting(const std::vector<Part>& parts, std::size_t budget);

}  // namespace ashlar::emit::review
