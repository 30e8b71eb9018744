#pragma once

// A plan as a file that somebody approves and `apply` runs: the JSON that `plan` prints and beside
// it, under `apply`, all that a run needs besides a database. Whoever has the file needs no
// project. In: a plan with its settings. Out: text, and from the text the same plan again, or why
// not. Layer: compiler/approval.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/plan.h"
#include "grammar/text/result.h"

namespace ashlar::approval {

/// Of what stands under `apply`. A file of another format is refused.
inline constexpr int kPlanFormat = 1;

/// A revision that must be applied before the plan, with these statements.
struct StartingRevision {
  std::string id;
  std::string up_checksum;
  std::string down_checksum;
};

/// "sha256:…" of such a list, as a script asks the ledger for it (ledger::ScriptStart).
[[nodiscard]] std::string digest_of_start(const std::vector<StartingRevision>& starts_at);

struct PlanFile {
  plan::Plan plan;
  std::vector<StartingRevision> starts_at;  ///< by id; the same as `plan.applied_before`
  std::chrono::milliseconds lock_timeout{5000};
  int lock_retries = 3;
  std::chrono::milliseconds statement_timeout{0};
  std::chrono::milliseconds wait{60000};  ///< for another runner
  std::string database;                   ///< the name that the database must have; empty: any
  std::string tool;                       ///< the program that made it, and its version
};

/// Ends with a digest of everything else in it.
[[nodiscard]] std::string write_plan_file(const PlanFile& file);

/// The plan, or what is the matter with the text: no JSON or cut off, another format, a key that is
/// missing, unknown or of another kind, statements that the fingerprint does not stand for, any
/// other change since it was written. `name` is the file's, for messages.
[[nodiscard]] Result<PlanFile> read_plan_file(std::string_view text, const std::string& name);

}  // namespace ashlar::approval
