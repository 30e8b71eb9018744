#pragma once

// One file, read whole: its annotations, and the typed statements of each section with the
// annotations that bind to them. This is what everything above the grammar works on.
// Layer: grammar/parse, the top of the grammar.

#include <optional>
#include <string>
#include <vector>

#include "grammar/annotations/annotations.h"
#include "grammar/postgres/keyset.h"
#include "grammar/sql/statements.h"
#include "grammar/text/diagnostic.h"
#include "grammar/text/source.h"

namespace ashlar::grammar {

/// A statement that runs for a range of keys at a time.
struct Batches {
  annotations::Batch annotation;
  postgres::KeysetStatement statement;
};

struct Statement {
  sql::Statement sql;
  std::uint32_t index = 0;  ///< within its section, from 0
  std::uint32_t count = 1;  ///< INSERTs that it stands for: see postgres::ParsedStatement
  Span text;  ///< with the comments before it, for outputs that keep the author's words
  std::vector<annotations::Allow> allows;
  annotations::Timeouts timeouts;       ///< what holds for it, the section's included
  std::vector<sql::Statement> effects;  ///< from `effect`; spans lie in the file
  std::optional<Batches> batches;
};

struct Section {
  annotations::SectionKind kind = annotations::SectionKind::kUp;
  Span annotation;
  Span body;
  annotations::TransactionMode transaction = annotations::TransactionMode::kDerived;
  Span transaction_span;
  /// The author wrapped the section in BEGIN … COMMIT; those two are not among `statements`.
  bool wrapped_in_transaction = false;
  std::vector<Statement> statements;
  /// False where something in the section could not be read (and is reported): what it would do is
  /// not known.
  bool complete = true;
};

/// A revision file as read.
struct Source {
  FileId file = 0;
  annotations::Header header;
  std::vector<annotations::Allow> allows;  ///< of the whole file
  std::optional<annotations::Word> irreversible;
  std::vector<Section> sections;
};

/// How much of a file is wanted; sections beyond it are left out.
enum class Extent {
  kWhole,
  kUpSections,   ///< and no others: what the way up makes of the schema
  kAnnotations,  ///< no section, no statement: what the graph needs
};

/// The annotations of a file, with what is wrong with them.
struct Outline {
  annotations::AnnotatedFile annotated;
  Diagnostics findings;
};
[[nodiscard]] Outline outline(FileId id, const SourceFile& file);

/// Reads the file. Mistakes go to `diagnostics`; what could be read is returned all the same.
[[nodiscard]] Source parse(FileId id, const SourceFile& file, Diagnostics& diagnostics);
/// Reads the rest of a file; the outline's findings are among the `diagnostics`.
[[nodiscard]] Source parse(FileId id, const SourceFile& file, const Outline& outline,
                           Diagnostics& diagnostics, Extent extent);

}  // namespace ashlar::grammar
