#include "grammar/postgres/newer_syntax.h"

#include <array>

#include "grammar/postgres/parser.h"
#include "grammar/postgres/tokens.h"

namespace ashlar::postgres {
namespace {

/// Words in a row that a version brought; "*" is any word. An older parser stops at `error_word`.
struct Entry {
  int version;
  std::array<std::string_view, 4> words;
  std::size_t error_word;
};

/// From the release notes (appendix E of the manual), each tried with the grammar before.
constexpr Entry kEntries[] = {
    {18, {"VIRTUAL"}, 0},                         // generated columns
    {18, {"WITHOUT", "OVERLAPS"}, 0},             // temporal keys
    {18, {"PERIOD", "*"}, 1},                     // temporal foreign keys
    {18, {"NOT", "ENFORCED"}, 1},                 // constraints
    {18, {"ENFORCED"}, 0},                        //
    {18, {"CONSTRAINT", "*", "INHERIT"}, 2},      // ALTER CONSTRAINT
    {18, {"CONSTRAINT", "*", "NOT", "NULL"}, 2},  // not-null constraints of a table
    {18, {"ADD", "NOT", "NULL"}, 1},              //
    {18, {"RETURNING", "WITH"}, 1},               // RETURNING WITH (OLD AS o)
    {18, {"VACUUM", "ONLY"}, 1},                  //
    {18, {"ANALYZE", "ONLY"}, 1},                 //
    {17, {"SET", "EXPRESSION", "AS"}, 1},         //
    {17, {"MATCHED", "BY"}, 1},                   // MERGE
    {17, {"STATISTICS", "DEFAULT"}, 1},           //
    {17, {"METHOD", "DEFAULT"}, 1},               //
    {16, {"STORAGE", "*"}, 0},                    // CREATE TABLE
    {16, {"STATISTICS", "ON"}, 1},                // CREATE STATISTICS without a name
    {16, {"WITH", "INHERIT"}, 1},                 // GRANT role
    {16, {"IS", "JSON"}, 1},                      //
    {16, {"NOT", "JSON"}, 1},                     //
};

bool is_any_name(const Tokens& tokens, std::size_t at) {
  return tokens.kind(at) == LexemeKind::kWord || tokens.kind(at) == LexemeKind::kQuotedIdentifier;
}

/// How many words of the entry stand from token `first` on; 0 unless all do.
std::size_t matching_words(const Tokens& tokens, std::size_t first, const Entry& entry) {
  std::size_t count = 0;
  for (const std::string_view word : entry.words) {
    if (word.empty()) break;
    if (word == "*" ? !is_any_name(tokens, first + count) : !tokens.word(first + count, word)) {
      return 0;
    }
    ++count;
  }
  return count;
}

NewerSyntax newer(int version, Span span, const std::string& what) {
  return {span,
          what + " is syntax of PostgreSQL " + std::to_string(version) +
              ", newer than the grammar of " + std::to_string(grammar_version()) +
              " that ashlar was built with",
          "build ashlar with libpg_query " + std::to_string(version)};
}

}  // namespace

std::optional<NewerSyntax> find_newer_syntax(std::string_view text, const Batch& batch,
                                             const Piece& piece, const Stop& stop) {
  const Tokens tokens(text, batch.lexemes, piece.first, piece.last);
  const std::size_t at = tokens.at(stop.span.begin);
  for (const Entry& entry : kEntries) {
    if (entry.version <= grammar_version() || at < entry.error_word) continue;
    const std::size_t first = at - entry.error_word;
    const std::size_t count = matching_words(tokens, first, entry);
    if (count == 0) continue;
    const Span span = tokens.between(first, first + count);
    return newer(entry.version, span, "`" + std::string(slice(text, span)) + "`");
  }
  if (grammar_version() >= 16) return std::nullopt;
  if (stop.message.ends_with("in FROM must have an alias")) {
    return newer(16, stop.span, "a query in FROM without an alias");
  }
  const bool number = tokens.kind(at) == LexemeKind::kNumber;
  if (number && stop.message.starts_with("trailing junk after numeric literal")) {
    return newer(16, stop.span, "the number `" + std::string(slice(text, stop.span)) + "`");
  }
  return std::nullopt;
}

}  // namespace ashlar::postgres
