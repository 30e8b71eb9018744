#pragma once

// Is a file text that PostgreSQL takes? Layer: grammar/annotations.

#include <cstdint>
#include <optional>
#include <string_view>

namespace ashlar::annotations {

/// The UTF-8 byte order mark, which may stand at the start of a file and means nothing.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Offset of the first byte that PostgreSQL would refuse in a UTF8 database: one that is not part
/// of a UTF-8 sequence in its shortest form for U+0001 to U+10FFFF without surrogates
/// (pg_utf8_islegal in src/common/wchar.c), or a NUL. Nothing where all is well.
[[nodiscard]] std::optional<std::uint32_t> first_invalid_byte(std::string_view text);

}  // namespace ashlar::annotations
