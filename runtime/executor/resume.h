#pragma once

// Where a plan stands against the ledger: what must be refused, what is done already.
// Layer: runtime/executor.

#include <vector>

#include "compiler/plan/plan.h"
#include "grammar/text/result.h"
#include "runtime/api/runtime.h"

namespace ashlar::runtime {

enum class Standing {
  kToRun,
  kDone,     ///< a former run completed it
  kStarted,  ///< started outside a transaction; nobody knows how it ended
};

/// One a step of the plan. kLedger where the ledger is not where the plan starts from, or holds
/// steps that the plan does not go on with; `failed` is then the plan's step it is about, if any.
[[nodiscard]] Result<std::vector<Standing>> standings(const plan::Plan& plan,
                                                      const LedgerState& ledger,
                                                      std::uint32_t& failed);

}  // namespace ashlar::runtime
