#pragma once

// DO blocks for what psql cannot do by itself: a loop of transactions, and a look at what a query
// gives. In: a step, or a query. Out: SQL that the server runs as one statement.
// Layer: compiler/emit, for its own files.

#include <chrono>
#include <string>

#include "compiler/plan/plan.h"

namespace ashlar::emit {

struct BatchBlock {
  const plan::Step& step;  ///< its one statement runs in batches
  const ledger::Words& words;
  std::string clean_session;  ///< takes back what the author's settings were
  std::chrono::milliseconds lock_timeout{0};
};

/// The loop that the runtime makes of such a step (runtime/executor/batch_run.h): ranges of keys in
/// order, each committed with its record in the ledger, so that ashlar goes on after the last one.
/// Not to be run inside a transaction.
[[nodiscard]] std::string batch_block(const BatchBlock& block);

/// Raises where the query gives a false or NULL first column. To be run in a transaction that is
/// rolled back.
[[nodiscard]] std::string verify_block(const plan::PlannedRevision& revision,
                                       const plan::VerifyQuery& query);

}  // namespace ashlar::emit
