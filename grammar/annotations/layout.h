#pragma once

// The first pass over a file: what stands in it from top to bottom, before any of it is understood.
// In: the bytes. Out: annotations, statements and psql commands in order of place.
// Layer: grammar/annotations.

#include <optional>
#include <string_view>
#include <vector>

#include "grammar/text/span.h"

namespace ashlar::annotations {

enum class ItemKind { kAnnotation, kStatement, kMetaCommand };

struct Item {
  ItemKind kind = ItemKind::kStatement;
  /// An annotation from its dashes, a psql command from its backslash, each to the end of its line
  /// without the blanks there; a statement from its first token to its last, no semicolon.
  Span span;
  bool first_on_line = false;
  /// For an annotation and a psql command: an unfinished statement stands before it.
  bool inside_statement = false;
  /// For a statement: COPY … FROM stdin.
  bool copies_from_stdin = false;
  /// What no SQL parser must see of it: a psql command, the statement that such a command sends, a
  /// COPY with its data.
  std::optional<Span> not_sql;
};

/// True where the comment `text`, dashes included, is addressed to us: `-- migrate:…`, any case.
[[nodiscard]] bool is_annotation(std::string_view text);

/// The text of an annotation behind `migrate:`.
[[nodiscard]] std::string_view annotation_text(std::string_view text);

/// The items of `text`, in order of `span.begin`.
[[nodiscard]] std::vector<Item> lay_out(std::string_view text);

}  // namespace ashlar::annotations
