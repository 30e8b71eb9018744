#pragma once

// What a session of ashlar's is set to, and how it gets back there after the author's statements.
// PostgreSQL manual, "RESET": RESET ALL leaves role and session authorization alone. DISCARD ALL
// would drop the advisory lock. Layer: runtime/executor.

#include <chrono>
#include <string>

#include "compiler/plan/plan.h"
#include "runtime/api/runtime.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

/// Makes a new session ashlar's own: SQL that does so again after a reset. What the server has no
/// setting for, or cannot do on its system, is left out.
[[nodiscard]] Result<std::string> adopt_session(database::Session& session);

/// Takes back role, search path and every setting, in or outside a transaction; `own` is what
/// adopt_session gave.
[[nodiscard]] std::string reset_settings(const std::string& own);

/// Takes back what a revision may leave in its session beyond settings.
[[nodiscard]] std::string discard_leftovers();

struct Limits {
  std::chrono::milliseconds lock{0};
  std::chrono::milliseconds statement{0};
  friend bool operator==(const Limits&, const Limits&) = default;
};

/// The limits a statement runs under: its annotation's, or else the run's. A statement outside a
/// transaction whose strongest lock is ShareUpdateExclusiveLock lets everybody read and write while
/// it waits, and leaves an invalid index behind when it gives up: without an annotation it waits.
[[nodiscard]] Limits limits_of(const plan::Step& step, const plan::PlannedStatement& statement,
                               const RunOptions& options);

enum class SettingScope { kTransaction, kSession };
[[nodiscard]] std::string set_limits(const Limits& limits, SettingScope scope);

/// What the revision's earlier steps set for their session, to be said again at the start of this
/// one. Each statement ends in a semicolon.
[[nodiscard]] std::string settings_before(const plan::Step& step);

}  // namespace ashlar::runtime
