#pragma once

// Turns what the server's parser says of a statement into a diagnostic at the word it means.
// Layer: grammar/postgres, private.

#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/postgres/batches.h"
#include "grammar/text/diagnostic.h"

namespace ashlar::postgres {

/// The parser's complaint about one statement.
struct Complaint {
  std::string message;
  int cursor = 0;  ///< character in the text that was parsed, from 1; 0: none
};

/// The byte of `text` at which character `cursor` (from 1) stands, as the server counts characters:
/// by the lead bytes of UTF-8, right or wrong.
[[nodiscard]] std::uint32_t byte_of_character(std::string_view text, int cursor);

/// The diagnostic for a complaint about `piece` of `text`, whose parsed bytes began at
/// `parsed_from`.
[[nodiscard]] Diagnostic syntax_error(std::string_view text, FileId file, const Batch& batch,
                                      const Piece& piece, std::uint32_t parsed_from,
                                      const Complaint& complaint);

}  // namespace ashlar::postgres
