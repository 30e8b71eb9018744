#include "compiler/effects/effects.h"

namespace ashlar::effects {

std::string_view to_string(LockMode mode) {
  switch (mode) {
    case LockMode::kAccessShare:
      return "AccessShareLock";
    case LockMode::kRowShare:
      return "RowShareLock";
    case LockMode::kRowExclusive:
      return "RowExclusiveLock";
    case LockMode::kShareUpdateExclusive:
      return "ShareUpdateExclusiveLock";
    case LockMode::kShare:
      return "ShareLock";
    case LockMode::kShareRowExclusive:
      return "ShareRowExclusiveLock";
    case LockMode::kExclusive:
      return "ExclusiveLock";
    case LockMode::kAccessExclusive:
      return "AccessExclusiveLock";
  }
  return {};
}

std::string_view to_string(LossKind kind) {
  switch (kind) {
    case LossKind::kDatabase:
      return "database";
    case LossKind::kSchema:
      return "schema";
    case LossKind::kTable:
      return "table";
    case LossKind::kColumn:
      return "column";
    case LossKind::kRows:
      return "rows";
    case LossKind::kMaterializedView:
      return "materialized view";
    case LossKind::kType:
      return "type";
    case LossKind::kSequence:
      return "sequence";
    case LossKind::kExtension:
      return "extension";
  }
  return {};
}

std::string to_string(const Loss& loss) {
  return std::string(to_string(loss.kind)) + " " + loss.name;
}

}  // namespace ashlar::effects
