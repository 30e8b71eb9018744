#include "runtime/executor/session_state.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ashlar::runtime {
namespace {

bool blocks_others(const effects::Effects& effects) {
  return std::any_of(effects.locks.begin(), effects.locks.end(), [](const effects::Lock& lock) {
    return lock.mode > effects::LockMode::kShareUpdateExclusive;
  });
}

}  // namespace

Result<std::string> adopt_session(database::Session& session) {
  // Strings are read as the compiler reads them, and no timeout ends a session that holds the lock.
  std::string own =
      "SET standard_conforming_strings = on;"
      "SET idle_in_transaction_session_timeout = 0;";
  // Of PostgreSQL 14 and later. The first makes the server end the statement of a client that was
  // killed; a server on a system where it cannot see that refuses the setting.
  constexpr std::array<const char*, 2> kNewer = {"SET client_connection_check_interval = '500ms';",
                                                 "SET idle_session_timeout = 0;"};
  const std::string all = own + kNewer[0] + kNewer[1];
  if (session.execute(all).ok()) return all;
  if (Status set = session.execute(own); !set) return set.error();
  for (const char* newer : kNewer) {
    if (session.execute(newer).ok()) own += newer;
  }
  return own;
}

std::string reset_settings(const std::string& own) {
  return "RESET SESSION AUTHORIZATION;RESET ROLE;RESET ALL;" + own;
}

std::string discard_leftovers() { return "CLOSE ALL;DEALLOCATE ALL;UNLISTEN *;DISCARD TEMP;"; }

Limits limits_of(const plan::Step& step, const plan::PlannedStatement& statement,
                 const RunOptions& options) {
  const bool may_wait =
      !step.transactional && !statement.effects.locks.empty() && !blocks_others(statement.effects);
  Limits limits;
  limits.lock = may_wait ? std::chrono::milliseconds{0} : options.lock_timeout;
  limits.statement = options.statement_timeout;
  if (statement.timeouts.lock) limits.lock = *statement.timeouts.lock;
  if (statement.timeouts.statement) limits.statement = *statement.timeouts.statement;
  return limits;
}

std::string set_limits(const Limits& limits, SettingScope scope) {
  const std::string_view set = scope == SettingScope::kTransaction ? "SET LOCAL" : "SET";
  return fmt::format("{0} lock_timeout = {1};{0} statement_timeout = {2};", set,
                     limits.lock.count(), limits.statement.count());
}

std::string settings_before(const plan::Step& step) {
  std::string settings;
  for (const std::string& statement : step.session) settings += statement + "\n;";
  return settings;
}

}  // namespace ashlar::runtime
