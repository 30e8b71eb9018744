#pragma once

// Runs the steps of one direction of a revision in a scratch database, without a ledger and without
// waiting for anybody. Layer: runtime/verify.

#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/api/verify.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

/// A session on a scratch database, and the settings that it has of its own.
struct Stand {
  database::Session& session;
  const std::string& own_settings;
};

/// True where the steps can run inside one transaction as they run in their own.
[[nodiscard]] bool is_one_transaction(const std::vector<plan::Step>& steps);

/// All steps inside the open transaction; what would be checked at its end is checked. Afterwards
/// the session is as it was, but for its search path.
[[nodiscard]] Status play_inside(const Stand& stand, const std::vector<plan::Step>& steps,
                                 TrialFailure& failure);

/// Step number `at`, in a transaction of its own or outside any.
[[nodiscard]] Status play_step(const Stand& stand, const std::vector<plan::Step>& steps,
                               std::size_t at, TrialFailure& failure);

}  // namespace ashlar::runtime
