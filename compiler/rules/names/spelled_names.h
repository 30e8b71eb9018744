#pragma once

// Every name that a statement spells out, with its role and place: what a rename has to follow.
// Layer: compiler/rules.

#include <string_view>
#include <vector>

#include "grammar/sql/statements.h"

namespace ashlar::rules {

enum class NameRole {
  kSchema,
  kRelation,  ///< tables, views, indexes, sequences: they share one space
  kColumn,
  kConstraint,
  kTrigger,
  kType,
  kFunction,
  kLooseColumn,  ///< a column in a query: of one of the relations in `scope`
};

struct SpelledName {
  NameRole role = NameRole::kRelation;
  sql::Name name;
  /// Of a relation, type or function: its whole name. Of a part: the table that it belongs to.
  sql::QualifiedName object;
  sql::Name qualifier;                     ///< of a column: the `p` of `p.sku`
  const sql::References* scope = nullptr;  ///< of a loose column; lives in the statement
};

/// The names in the statement, definitions included, those inside string bodies not. `text` is the
/// file's. Spans lie in it.
[[nodiscard]] std::vector<SpelledName> spelled_names(const sql::Statement& statement,
                                                     std::string_view text);

}  // namespace ashlar::rules
