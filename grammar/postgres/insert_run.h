#pragma once

// Runs of INSERTs that differ in their constants only, as dumps of rows are made of.
// Layer: grammar/postgres, private.

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/postgres/parser.h"

namespace ashlar::postgres {

/// Follows the statements of one body.
class InsertRun {
 public:
  /// Adds `parsed` to the last of `kept` where both belong to a long run; false where it has to be
  /// kept by itself. `text` is what the spans point into.
  [[nodiscard]] bool take(std::string_view text, const ParsedStatement& parsed,
                          std::vector<ParsedStatement>& kept);

 private:
  std::uint32_t length_ = 0;  ///< of the run that the last statement belongs to
};

}  // namespace ashlar::postgres
