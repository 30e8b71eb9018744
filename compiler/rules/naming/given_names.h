#pragma once

// The names that a revision gives and keeps: of what its up sections create or rename, as they
// stand when the last of them has run. A name that a later statement of the revision changes or
// drops is not among them, and neither is what PostgreSQL copies on its own (to partitions, by
// INHERITS and LIKE). Layer: compiler/rules.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

enum class NamedKind {
  kTable,
  kColumn,
  kIndex,
  kUnique,
  kForeignKey,
  kCheck,
  kPrimaryKey,
  kExclusion,
  kSequence,
  kView,
  kEnum,
  kFunction,
  kTrigger,
  kSchema,
};

/// Where words are put in front of what has no name yet.
struct Insertion {
  std::uint32_t at = 0;
  std::string before;  ///< `CONSTRAINT `, or nothing
};

struct GivenName {
  NamedKind kind = NamedKind::kTable;
  std::size_t statement = 0;  ///< index in the up replay
  bool in_effect = false;     ///< told by an `effect` annotation
  std::string name;
  Span span;  ///< the name, or the words that PostgreSQL makes it up for
  bool made_up = false;
  std::optional<Insertion> insertion;  ///< where a made-up name can be written
  /// In the catalog after the last statement; 0 where the catalog does not know the table.
  catalog::ObjectId object = 0;
  std::uint32_t column = 0;    ///< with `object` being its table
  sql::QualifiedName table;    ///< as written, of what belongs to one; else the object's own name
  bool partition = false;      ///< a table that is a partition
  bool is_constraint = false;  ///< a unique constraint rather than a unique index
  const sql::Constraint* constraint = nullptr;  ///< as written, where it is one
  const sql::CreateIndex* index = nullptr;      ///< as written, where it is one
};

/// In the order of their places.
[[nodiscard]] std::vector<GivenName> given_names(const RevisionContext& context);

/// The table that the name belongs to, or that it is the name of, after the revision; null where
/// that is no table or view that the catalog knows.
[[nodiscard]] const catalog::Object* table_of(const GivenName& given,
                                              const RevisionContext& context);

/// What people call it: "table", "unique constraint", "unique index", "foreign key", …
[[nodiscard]] std::string_view noun_of(const GivenName& given);

}  // namespace ashlar::rules
