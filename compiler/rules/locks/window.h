#pragma once

// What a transaction holds when a statement begins: locks last until the transaction ends, so a
// slow statement makes everybody wait for what an earlier one locked. Layer: compiler/rules.

#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

struct HeldLock {
  const effects::Lock* lock = nullptr;
  const effects::ReplayedStatement* taker = nullptr;
  const sql::Statement* sql = nullptr;  ///< the taker's words
  std::size_t at = 0;      ///< the taker's index in the replay, or that of what runs it
  std::size_t inside = 0;  ///< from 1 on: which of what that one runs; behind them, itself
};

/// What the statements of one step do that later ones of it feel, in order.
struct Window {
  /// Locks on older relations that a statement's words name, the first on each relation. Empty
  /// outside a transaction.
  std::vector<HeldLock> strong;     ///< ShareRowExclusiveLock and stronger
  std::vector<HeldLock> exclusive;  ///< AccessExclusiveLock
  std::vector<HeldLock> exclusive_on_tables;
  /// The statements that go through all rows of a table, by table.
  std::map<catalog::ObjectId, std::vector<std::size_t>> readers;
  std::vector<std::size_t> enum_adders;  ///< the statements that add a value to an enum
};

[[nodiscard]] Window window_of(const RevisionContext& context, const effects::Replay& replay,
                               const effects::StepRange& step);

/// Those of a list of the statement's window that were taken before it.
[[nodiscard]] std::span<const HeldLock> held_before(const std::vector<HeldLock>& locks,
                                                    const StatementContext& context);

}  // namespace ashlar::rules
