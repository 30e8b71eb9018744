#include "grammar/postgres/readable_text.h"

#include <algorithm>
#include <cstdint>
#include <simdjson.h>
#include <utility>

namespace ashlar::postgres {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// What stands for a byte that is no UTF-8.
constexpr char kUnreadable = '?';

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

void blank(std::string& text, std::uint32_t at) {
  if (text[at] != '\n' && text[at] != '\r') text[at] = ' ';
}

void replace_invalid_utf8(std::string& text, Span body) {
  for (std::uint32_t at = body.begin; at < body.end;) {
    const std::uint32_t length = std::min(character_length(text[at]), body.end - at);
    if (is_utf8(slice(text, {at, at + length}))) {
      at += length;
    } else {
      text[at++] = kUnreadable;
    }
  }
}

}  // namespace

std::uint32_t character_length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if ((byte & 0xE0U) == 0xC0U) return 2;
  if ((byte & 0xF0U) == 0xE0U) return 3;
  if ((byte & 0xF8U) == 0xF0U) return 4;
  return 1;
}

bool is_readable(std::string_view text, Span body, const std::vector<Span>& not_sql) {
  const std::string_view sql = slice(text, body);
  const bool all_sql = std::none_of(not_sql.begin(), not_sql.end(), [body](const Span& span) {
    return span.begin < body.end && span.end > body.begin;
  });
  return all_sql && !sql.starts_with(kByteOrderMark) && sql.find('\0') == std::string_view::npos &&
         is_utf8(sql);
}

std::string readable_text(std::string_view text, Span body, const std::vector<Span>& not_sql) {
  std::string copy(text);
  for (const Span& span : not_sql) {
    const std::uint32_t end = std::min(span.end, body.end);
    for (std::uint32_t at = std::max(span.begin, body.begin); at < end; ++at) blank(copy, at);
  }
  if (slice(text, body).starts_with(kByteOrderMark)) {
    for (std::uint32_t i = 0; i < kByteOrderMark.size(); ++i) blank(copy, body.begin + i);
  }
  std::replace(copy.begin() + body.begin, copy.begin() + body.end, '\0', ' ');
  if (!is_utf8(slice(copy, body))) replace_invalid_utf8(copy, body);
  return copy;
}

void report_nul_bytes(std::string_view text, FileId file, Span body, Diagnostics& diagnostics) {
  const std::string_view inside = slice(text, body);
  const auto count = std::count(inside.begin(), inside.end(), '\0');
  if (count == 0) return;
  const auto at = body.begin + static_cast<std::uint32_t>(inside.find('\0'));
  Diagnostic diagnostic;
  diagnostic.rule = "nul-byte";
  diagnostic.message = count == 1 ? "the text holds a NUL byte, which PostgreSQL does not take"
                                  : "the text holds " + std::to_string(count) +
                                        " NUL bytes, which PostgreSQL does not take";
  diagnostic.help = "save the file as UTF-8 text";
  diagnostic.location = {file, {at, at + 1}};
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace ashlar::postgres
