#pragma once

// PostgreSQL's own parser, made to look like ours: the only folder that sees libpg_query. Text in,
// typed statements with byte spans out; a syntax error is a diagnostic at its word and reading goes
// on at the next statement. Thread-safe: each thread has its own parser state inside libpg_query.
// Layer: grammar/postgres, above grammar/sql.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/sql/expressions.h"
#include "grammar/sql/statements.h"
#include "grammar/text/diagnostic.h"
#include "grammar/text/source.h"

namespace ashlar::postgres {

/// Major version of the PostgreSQL grammar that is linked in: 15, 16, 17 or 18.
[[nodiscard]] int grammar_version();

/// A token of the server's scanner, comments left out.
struct Token {
  Span span;
  enum class Kind {
    kIdentifier,
    kKeyword,
    kString,
    kNumber,
    kOperator,
    kPunctuation,
    kParameter
  } kind;
};

/// The tokens of `sql`, spans offset by `base`. Stops at what the scanner rejects.
[[nodiscard]] std::vector<Token> scan(std::string_view sql, std::uint32_t base = 0);

/// A statement and the bytes that belong to it.
struct ParsedStatement {
  sql::Statement statement;
  Span text;  ///< with the comments before it; without the semicolon
  /// INSERTs that both spans hold, semicolons between them. A long run of such that differ in their
  /// constants only is read as a few statements, so that memory does not grow with it; `statement`
  /// has the words of the first.
  std::uint32_t count = 1;
};

/// A run's first INSERTs stand alone; those that follow are put together up to so many bytes.
constexpr std::uint32_t kAloneInRun = 1'000;
constexpr std::uint32_t kRunBytes = 1U << 16;

/// Parses the statements in `body` of `file`. `not_sql` are spans to read as blanks. Statements
/// with syntax errors are reported (`syntax-error`, or `syntax-newer-than-grammar`) and left out.
[[nodiscard]] std::vector<ParsedStatement> parse(const SourceFile& file, FileId id, Span body,
                                                 const std::vector<Span>& not_sql,
                                                 Diagnostics& diagnostics);

/// Parses one piece of SQL that stands alone (an `effect`, a ledger text). Spans are offsets in
/// `sql`.
[[nodiscard]] std::vector<ParsedStatement> parse_text(std::string_view sql, FileId id,
                                                      Diagnostics& diagnostics);

/// The tree of a text that is one query; null where it is none, or nests too deeply. Spans are
/// offsets in `sql`.
[[nodiscard]] sql::SelectPtr parse_query(std::string_view sql);

/// The tokens of `sql`, one a line: equal for texts that differ in comments, blanks and line ends
/// only. What a checksum is made of.
[[nodiscard]] std::string significant_text(std::string_view sql);

/// The statements' parse tree without a word of where anything stands: equal for texts that differ
/// in blanks, comments, case of keywords, needless parentheses and the like. Empty where they do
/// not parse.
[[nodiscard]] std::string tree_text(std::string_view sql);

/// `name` as SQL spells it: quoted where it must be.
[[nodiscard]] std::string quote_identifier(std::string_view name);
/// `text` as a SQL string literal.
[[nodiscard]] std::string quote_literal(std::string_view text);
/// True where `word` is a keyword that cannot stand unquoted as a column's name.
[[nodiscard]] bool is_reserved_word(std::string_view word);

}  // namespace ashlar::postgres
