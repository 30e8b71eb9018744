#pragma once

// Makes a text such as the server's parser, a C function, and JSON can take it, without moving a
// byte: NUL bytes, what is no SQL, and what is no UTF-8 are written over.
// Layer: grammar/postgres, private.

#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/diagnostic.h"
#include "grammar/text/span.h"

namespace ashlar::postgres {

/// The length in bytes that a character's first byte announces; 1 for what is none. (pg_utf_mblen,
/// src/common/wchar.c)
[[nodiscard]] std::uint32_t character_length(char lead);

/// True where `body` can be parsed as it is.
[[nodiscard]] bool is_readable(std::string_view text, Span body, const std::vector<Span>& not_sql);

/// A copy of `text` whose `body` can be parsed. Line ends stay.
[[nodiscard]] std::string readable_text(std::string_view text, Span body,
                                        const std::vector<Span>& not_sql);

/// Reports the NUL bytes in `body`, once.
void report_nul_bytes(std::string_view text, FileId file, Span body, Diagnostics& diagnostics);

}  // namespace ashlar::postgres
