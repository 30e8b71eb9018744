#pragma once

// The `-- migrate:` language: finds the annotations of a file and what they mean, without looking
// into the SQL further than to know where comments, strings and dollar-quoted bodies end.
// In: the bytes of one file. Out: header, sections, the annotations that bind to statements, and a
// diagnostic for each mistake. The grammar is in annotations.ebnf beside this file.
// Layer: grammar/annotations, above grammar/text.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grammar/text/diagnostic.h"
#include "grammar/text/source.h"

namespace ashlar::annotations {

/// A word of an annotation and where it stands.
struct Word {
  std::string text;
  Span span;
};

/// What stands before the first section.
struct Header {
  std::optional<Word> revision;
  /// `revises base` is an engaged, empty list; absent means: the file before in name order.
  std::optional<std::vector<Word>> revises;
  std::optional<Word> created;  ///< RFC 3339 as written, checked
  std::optional<Word> message;
  std::vector<Word> labels;
  std::vector<Word> depends;
};

/// `allow RULE[, RULE] -- REASON`.
struct Allow {
  std::vector<Word> rules;
  Word reason;  ///< empty text: missing, already reported as `allow-without-reason`
  Span span;
};

/// `timeout lock=2s statement=10min`; absent parts stay as they were.
struct Timeouts {
  std::optional<std::chrono::milliseconds> lock;
  std::optional<std::chrono::milliseconds> statement;
};

/// `effect SQL`: the statement that tells what an opaque one does. Parsed by grammar/parse.
struct Effect {
  Word sql;
};

/// `batch key=id size=5000 [pause=50ms] [max_lag=1s]`: the statement runs for a range of keys at a
/// time, each in a transaction of its own.
struct Batch {
  Word key;  ///< a column, or RELATION.COLUMN
  std::uint32_t size = 0;
  std::chrono::milliseconds pause{0};                ///< between two batches
  std::optional<std::chrono::milliseconds> max_lag;  ///< of replicas: wait while it is more
  Span span;
};

/// An annotation that binds to the next statement after `span`.
struct StatementAnnotations {
  Span span;  ///< from the first of them to the last
  std::vector<Allow> allows;
  Timeouts timeouts;
  std::vector<Effect> effects;
  std::optional<Batch> batch;
};

enum class SectionKind { kUp, kDown, kVerify, kSeed };
enum class TransactionMode { kDerived, kOn, kOff };

[[nodiscard]] std::string_view to_string(SectionKind kind);

struct Section {
  SectionKind kind = SectionKind::kUp;
  Span annotation;  ///< the line that starts it
  Span body;  ///< from the line after it to the next section, `irreversible` or the end of the file
  TransactionMode transaction = TransactionMode::kDerived;
  Span transaction_span;  ///< where the mode is written
  Timeouts timeouts;      ///< those that stand before the section's first statement
  std::vector<StatementAnnotations> statement_annotations;  ///< in order of place
};

struct AnnotatedFile {
  Header header;
  std::vector<Allow> file_allows;
  std::vector<Section> sections;     ///< in file order; several up and down pairs may stand
  std::optional<Word> irreversible;  ///< the reason
  /// Bytes that no SQL parser must see, each reported already: psql's commands (with the statement
  /// before one that sends it, as `\gset` does), COPY … FROM stdin with its data, and the whole of
  /// a file that is not UTF-8. Sorted, not overlapping.
  std::vector<Span> not_sql;
};

/// Reads one file. Never fails: mistakes become diagnostics (rules `unknown-annotation`,
/// `misplaced-annotation`, `malformed-annotation`, `duplicate-annotation`, `allow-without-reason`,
/// `psql-meta-command`, `copy-from-stdin`, `statement-outside-section`, `missing-up`, `not-utf8`)
/// and reading goes on.
[[nodiscard]] AnnotatedFile read(FileId id, const SourceFile& file, Diagnostics& diagnostics);

}  // namespace ashlar::annotations
