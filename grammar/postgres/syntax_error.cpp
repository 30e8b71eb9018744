#include "grammar/postgres/syntax_error.h"

#include <algorithm>
#include <optional>

#include "grammar/postgres/newer_syntax.h"
#include "grammar/postgres/readable_text.h"

namespace ashlar::postgres {
namespace {

/// Longer words are cut in messages; the span shows the whole.
constexpr std::size_t kQuotedBytes = 60;

/// The text of a token for a message: one line, not too long, whole characters.
std::string quoted(std::string_view token) {
  std::string_view line = token.substr(0, token.find_first_of("\r\n"));
  const bool cut = line.size() < token.size() || line.size() > kQuotedBytes;
  if (line.size() > kQuotedBytes) {
    std::size_t end = kQuotedBytes;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    line = line.substr(0, end);
  }
  std::string result = "`";
  result += line;
  if (cut) result += "…";
  result += '`';
  return result;
}

/// The lexeme of the piece at a byte, or the end of the piece where the text ends too early.
Span place_of(const Batch& batch, const Piece& piece, std::uint32_t at) {
  const auto begin = batch.lexemes.begin() + static_cast<std::ptrdiff_t>(piece.first);
  const auto end = batch.lexemes.begin() + static_cast<std::ptrdiff_t>(piece.last);
  const auto found = std::find_if(begin, end, [at](const Lexeme& l) { return at < l.span.end; });
  if (found == end) return {(end - 1)->span.end, (end - 1)->span.end};
  // The server points into a string where an escape in it is wrong.
  if (found->span.begin < at) return {at, found->span.end};
  return found->span;
}

}  // namespace

std::uint32_t byte_of_character(std::string_view text, int cursor) {
  std::size_t at = 0;
  for (int character = 1; character < cursor && at < text.size(); ++character) {
    at += character_length(text[at]);
  }
  return static_cast<std::uint32_t>(std::min(at, text.size()));
}

Diagnostic syntax_error(std::string_view text, FileId file, const Batch& batch, const Piece& piece,
                        std::uint32_t parsed_from, const Complaint& complaint) {
  Diagnostic diagnostic;
  diagnostic.rule = "syntax-error";
  diagnostic.location.file = file;
  const std::string_view parsed = text.substr(parsed_from, piece.text.end - parsed_from);
  const std::uint32_t at = complaint.cursor > 0
                               ? parsed_from + byte_of_character(parsed, complaint.cursor)
                               : batch.lexemes[piece.first].span.begin;
  diagnostic.location.span = place_of(batch, piece, at);

  // `… at or near "word"`: the server quotes all that follows an open quote.
  constexpr std::string_view kNear = " at or near \"";
  const std::size_t near = complaint.message.rfind(kNear);
  if (near == std::string::npos) {
    diagnostic.message = complaint.message;
  } else {
    diagnostic.message = complaint.message.substr(0, near) + " at or near " +
                         quoted(slice(text, diagnostic.location.span));
  }
  if (const std::optional<NewerSyntax> newer =
          find_newer_syntax(text, batch, piece, {diagnostic.location.span, complaint.message})) {
    diagnostic.rule = "syntax-newer-than-grammar";
    diagnostic.location.span = newer->span;
    diagnostic.message = newer->message;
    diagnostic.help = newer->help;
  }
  return diagnostic;
}

}  // namespace ashlar::postgres
