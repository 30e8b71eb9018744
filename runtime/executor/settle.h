#pragma once

// A statement outside any transaction that was started by a run which was then cut off: did it take
// effect? Answered from what stands in the database, never guessed. Layer: runtime/executor.

#include "compiler/ledger/ledger.h"
#include "compiler/plan/plan.h"
#include "grammar/text/result.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

enum class Settled {
  kRunAgain,    ///< nothing of it is left (any more), or running it twice does no harm
  kTookEffect,  ///< only the ledger does not know yet
};

/// Takes away what the statement left half made. kLedger where a person has to look, with the
/// question and both answers. The step's start has to be in the ledger.
[[nodiscard]] Result<Settled> settle(database::Session& session, const ledger::Words& words,
                                     const plan::Step& step);

/// Before CREATE INDEX CONCURRENTLY: drops an index of that name on that table that is not valid
/// and that nobody is building. CREATE would run into it, and IF NOT EXISTS would leave it as it
/// is.
[[nodiscard]] Status clear_the_way(database::Session& session, const plan::Step& step);

}  // namespace ashlar::runtime
