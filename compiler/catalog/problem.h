#pragma once

// What the server would refuse a statement for, as far as the catalog shows it: one of a closed set
// of kinds, each a rule of the family `semantic-…`. Layer: compiler/catalog.

#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/diagnostic.h"

namespace ashlar::catalog {

enum class ProblemKind {
  kUnknownRelation,    ///< 42P01: table, view, index, sequence
  kUnknownColumn,      ///< 42703
  kUnknownType,        ///< 42704 of a type
  kUnknownFunction,    ///< 42883: functions, procedures, operators
  kUnknownSchema,      ///< 3F000
  kUnknownObject,      ///< 42704 of all else: constraint, trigger, policy, collation, …
  kDuplicateRelation,  ///< 42P07
  kDuplicateColumn,    ///< 42701
  kDuplicateFunction,  ///< 42723
  kDuplicateObject,    ///< 42710 and 42P06: types, constraints, triggers, policies, schemas, …
  kAmbiguousName,      ///< 42702, 42725
  kWrongObjectKind,    ///< 42809: a table where a view is meant
  kDependentObjects,   ///< 2BP01: others depend on what is dropped
  kInvalidForeignKey,  ///< 42830, 42804 of its columns
  kTypeMismatch,       ///< 42804, 42846: no cast from one to the other
  kInvalidDefinition,  ///< 42P16, 42P17, 42611, 42P13, …: the definition contradicts itself
  kObjectState,        ///< 55000 and its kin: not in the state that the statement needs
  kNotSupported,       ///< 0A000
  // Those of the above that are common enough for a rule, and a page, of their own.
  kTypeInUse,                  ///< 0A000: a new type for a column that a view or rule reads
  kViewReplacement,            ///< 42P16: CREATE OR REPLACE VIEW with other columns
  kConcurrentlyOnPartitioned,  ///< 0A000: an index of a partitioned table
  kNotValidOnPartitioned,      ///< 42809: a foreign key of a partitioned table, before 18
};
/// The rule's id: "semantic-unknown-relation", …, "dependent-object-blocks-change"
[[nodiscard]] std::string_view rule_of(ProblemKind kind);

struct Problem {
  ProblemKind kind = ProblemKind::kUnknownRelation;
  std::string sqlstate;  ///< five characters
  std::string message;   ///< close to the server's
  Span where;            ///< the very word, in the statement's file
  std::string help;      ///< "did you mean `x`?", or what to do; may be empty
  std::vector<Note> notes;
};

}  // namespace ashlar::catalog
