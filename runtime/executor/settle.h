#pragma once

// A statement outside any transaction that was started by a run which was then cut off: did it take
// effect? Answered from what stands in the database, never guessed. Layer: runtime/executor.

#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "grammar/text/result.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

enum class Settled {
  kRunAgain,    ///< it left nothing behind, or running it twice does no harm
  kTookEffect,  ///< only the ledger does not know yet
};

/// kLedger where a person has to look, with what to do.
[[nodiscard]] Result<Settled> settle(database::Session& session, const plan::Plan& plan,
                                     const plan::Step& step);

/// Indexes that are not valid and that nobody is building at this moment, by quoted name, sorted.
[[nodiscard]] Result<std::vector<std::string>> invalid_indexes(database::Session& session);

}  // namespace ashlar::runtime
