#pragma once

// What a transaction holds when a statement begins: locks last until the transaction ends, so a
// slow statement makes everybody wait for what an earlier one locked. Layer: compiler/rules.

#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

struct HeldLock {
  const effects::Lock* lock = nullptr;
  const effects::ReplayedStatement* taker = nullptr;
};
/// Locks of at least `mode` on older relations that statements before this one took in its
/// transaction and that its words name, the first on each relation. None outside a transaction.
[[nodiscard]] std::vector<HeldLock> held_locks(const StatementContext& context,
                                               effects::LockMode mode);

}  // namespace ashlar::rules
