#pragma once

// Where the pieces of SQL that libpg_query gives as texts stand in the body that they are from.
// Layer: grammar/postgres, private.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/span.h"

namespace ashlar::postgres {

class FragmentFinder {
 public:
  /// `body` must outlive the finder.
  explicit FragmentFinder(std::string_view body);

  /// The place of `text` in or after `line` (from 1), where a blank of it may stand for anything
  /// (an INTO clause is blanked out). Pieces are asked for in the order in which they are written.
  /// Empty where it is not found.
  [[nodiscard]] Span find(std::string_view text, std::uint32_t line);

 private:
  [[nodiscard]] Span find_from(std::string_view text, std::size_t from) const;

  std::string_view body_;
  std::vector<std::size_t> lines_;
  std::size_t next_ = 0;
};

/// `target := value`, or with `=`.
struct AssignmentParts {
  std::string target;
  std::size_t value_begin = 0;
};
[[nodiscard]] AssignmentParts split_assignment(std::string_view text);

}  // namespace ashlar::postgres
