#pragma once

// The plan: what the runtime will do, in order, with everything it needs and nothing it has to
// understand. A step is one transaction, or one statement that refuses one; it carries the ledger's
// words that go with it. Layer: compiler/plan.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/effects/effects.h"
#include "compiler/ledger/ledger.h"
#include "grammar/annotations/annotations.h"
#include "grammar/parse.h"
#include "versions/revision.h"

namespace ashlar::plan {

/// A reviewed exception that a file makes, with its reason.
struct PlannedAllow {
  std::string rules;  ///< `drop-table-data-loss, disable-rls`
  std::string reason;
};
[[nodiscard]] std::vector<PlannedAllow> planned_allows(
    const std::vector<annotations::Allow>& allows);

struct PlannedStatement {
  std::uint32_t index = 0;  ///< within its section, from 0
  std::uint32_t count = 1;  ///< INSERTs in `sql`: see grammar::Statement
  std::string sql;          ///< from first token to last, no semicolon
  std::string text;         ///< the author's words: comments before it included
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string kind;                  ///< sql::kind_name
  effects::Effects effects;          ///< its locks are those on what was there before the step
  std::vector<std::string> hazards;  ///< rule ids found on it, sorted
  std::vector<std::string> allowed_losses;  ///< losses that an `allow` with a reason covers
  std::vector<std::string>
      fresh_losses;                  ///< losses of what the plan itself makes: nothing older goes
  std::vector<PlannedAllow> allows;  ///< at the statement itself
  annotations::Timeouts timeouts;
  std::optional<grammar::Batches> batches;  ///< the statement is its step's only one
};

/// A query of a `verify` section: what it gives must be neither false nor NULL in the first column.
struct VerifyQuery {
  std::uint32_t index = 0;  ///< within its section, from 0
  std::string sql;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string kind;  ///< sql::kind_name
};

struct Step {
  std::uint32_t id = 0;  ///< from 1 in the plan
  std::string revision;
  std::string section;  ///< "up" or "down"
  bool transactional = true;
  /// What the revision's earlier steps set for their session (SET, RESET, set_config), in order and
  /// without semicolons: each step starts from a clean session, but the file was written as one.
  std::vector<std::string> session;
  std::vector<PlannedStatement> statements;  ///< none: a merge, or an empty revision
  /// The ledger's words: `ledger_before` runs and commits before a step outside a transaction
  /// (empty otherwise); `ledger_after` runs in the step's transaction, or right after a step
  /// outside one.
  std::string ledger_before;
  std::string ledger_after;
  ledger::StepRef ledger_step;
  bool completes_revision = false;
};

/// A revision the plan runs.
struct PlannedRevision {
  ledger::RevisionRecord record;
  std::string file;
  std::vector<PlannedAllow> allows;  ///< of the whole file
  std::vector<VerifyQuery> verify;   ///< to be asked once its up is committed; none on the way down
};

struct Plan {
  versions::Direction direction = versions::Direction::kUp;
  std::vector<std::string> from;            ///< heads before, sorted
  std::vector<std::string> to;              ///< heads after, sorted
  std::vector<std::string> applied_before;  ///< all ids that must be applied at the start, sorted
  int postgres = 17;
  std::string fingerprint;  ///< "sha256:…" over revisions, statements and steps, not over findings
  std::string ledger_schema = "ashlar";
  std::vector<PlannedRevision> revisions;  ///< in order
  std::vector<Step> steps;
};

/// Null where the plan does not run it.
[[nodiscard]] const PlannedRevision* find_revision(const Plan& plan, std::string_view id);

/// Losses in the plan that no `allow` covers and that destroy what was there before it: what must
/// be confirmed by name. Each once, in the order of the plan.
[[nodiscard]] std::vector<std::string> unallowed_losses(const Plan& plan);

}  // namespace ashlar::plan
