#pragma once

// What a plan comes to, counted and put in words; shared by the readable plan and the script.
// Layer: compiler/emit.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/plan.h"

namespace ashlar::emit {

struct PlanTotals {
  std::size_t revisions = 0;
  std::size_t steps = 0;
  std::size_t statements = 0;
  std::size_t rewrites = 0;            ///< statements that rewrite a table
  std::size_t scans = 0;               ///< statements that read a table in full under a lock
  std::vector<std::string> exclusive;  ///< relations under AccessExclusiveLock, sorted
  std::vector<std::string> losses;     ///< each once, in order
  /// `9b7e2d41c0aa (why)`: the revisions on the way up that say that there is no way back.
  std::vector<std::string> irreversible;
};

[[nodiscard]] PlanTotals totals(const plan::Plan& plan);

/// `1 revision, 2 steps, 3 statements`
[[nodiscard]] std::string counts_line(const PlanTotals& totals);

/// `9b7e2d41c0aa`, `a, b`; `base` for none.
[[nodiscard]] std::string heads_text(const std::vector<std::string>& heads);

/// The messages of the plan's revisions by their ids. The views live as long as the plan.
[[nodiscard]] std::map<std::string_view, std::string_view> messages(const plan::Plan& plan);

[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view separator);

/// `AccessExclusiveLock public.products`, one a lock.
[[nodiscard]] std::vector<std::string> lock_texts(const plan::PlannedStatement& statement);
[[nodiscard]] std::vector<std::string> relation_names(
    const std::vector<effects::RelationRef>& relations);

/// A loss of the statement, and how the plan stands to it.
enum class LossState {
  kToConfirm,
  kAllowed,  ///< by the file, with a reason
  kFresh,    ///< of what the plan itself makes
};
struct StatedLoss {
  std::string name;
  LossState state = LossState::kToConfirm;
};
[[nodiscard]] std::vector<StatedLoss> stated_losses(const plan::PlannedStatement& statement);
/// `to be confirmed`, `allowed by the file`, `made by this plan`
[[nodiscard]] std::string_view to_string(LossState state);

/// "5000 rows at a time by id", where the statement runs in batches.
[[nodiscard]] std::vector<std::string> batch_texts(const plan::PlannedStatement& statement);

}  // namespace ashlar::emit
