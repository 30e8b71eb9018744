#pragma once

// Executes a plan on an open database and shows how it goes. Layer: cli.

#include <vector>

#include "cli/console.h"
#include "cli/project.h"
#include "cli/session.h"
#include "compiler/plan/plan.h"
#include "grammar/text/source.h"

namespace ashlar::cli {

/// How a run is shown, and what it may do besides the plan.
struct RunChoices {
  Format format = Format::kPretty;
  std::optional<std::chrono::milliseconds> terminate_blockers;
  /// What messages point into; null where the plan's files are not here.
  const Sources* sources = nullptr;
};

/// Brings the ledger up to date, then runs the plan. `verify` sections of a revision run once its
/// up is committed. Needs the lock. Every failure has been explained on `console`.
[[nodiscard]] ExitStatus run_plan(const plan::Plan& plan, const runtime::LedgerState& ledger,
                                  const DatabaseSettings& settings, const RunChoices& choices,
                                  Session& session, Console& console);

/// Makes the ledger, or brings it up to date, where that is needed.
[[nodiscard]] Status install_ledger(const runtime::LedgerState& ledger,
                                    const std::string& ledger_schema, Session& session);

}  // namespace ashlar::cli
