#include "compiler/catalog/problem.h"

namespace ashlar::catalog {

std::string_view rule_of(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::kUnknownRelation:
      return "semantic-unknown-relation";
    case ProblemKind::kUnknownColumn:
      return "semantic-unknown-column";
    case ProblemKind::kUnknownType:
      return "semantic-unknown-type";
    case ProblemKind::kUnknownFunction:
      return "semantic-unknown-function";
    case ProblemKind::kUnknownSchema:
      return "semantic-unknown-schema";
    case ProblemKind::kUnknownObject:
      return "semantic-unknown-object";
    case ProblemKind::kDuplicateRelation:
      return "semantic-duplicate-relation";
    case ProblemKind::kDuplicateColumn:
      return "semantic-duplicate-column";
    case ProblemKind::kDuplicateFunction:
      return "semantic-duplicate-function";
    case ProblemKind::kDuplicateObject:
      return "semantic-duplicate-object";
    case ProblemKind::kAmbiguousName:
      return "semantic-ambiguous-name";
    case ProblemKind::kWrongObjectKind:
      return "semantic-wrong-object-kind";
    case ProblemKind::kDependentObjects:
      return "semantic-dependent-objects";
    case ProblemKind::kInvalidForeignKey:
      return "semantic-invalid-foreign-key";
    case ProblemKind::kTypeMismatch:
      return "semantic-type-mismatch";
    case ProblemKind::kInvalidDefinition:
      return "semantic-invalid-definition";
    case ProblemKind::kObjectState:
      return "semantic-object-state";
    case ProblemKind::kNotSupported:
      return "semantic-not-supported";
    case ProblemKind::kTypeInUse:
      return "dependent-object-blocks-change";
    case ProblemKind::kViewReplacement:
      return "replace-view-incompatible-fails";
    case ProblemKind::kConcurrentlyOnPartitioned:
      return "concurrently-on-partitioned-fails";
    case ProblemKind::kNotValidOnPartitioned:
      return "not-valid-fk-on-partitioned-fails";
  }
  return "";
}

}  // namespace ashlar::catalog
