#pragma once

// An open database: which one, and how it was named. Layer: cli.

#include <memory>
#include <optional>
#include <string>

#include "cli/console.h"
#include "cli/interrupts.h"
#include "cli/options.h"
#include "cli/project.h"
#include "runtime/api/runtime.h"

namespace ashlar::cli {

/// A database's address and who gave it.
struct Address {
  std::string url;     ///< `embedded`, or for libpq
  std::string source;  ///< "--url", "ASHLAR_DATABASE_URL", "DATABASE_URL", "ashlar.toml"
};

/// `--url` beats ASHLAR_DATABASE_URL beats DATABASE_URL beats the configuration. An environment
/// variable that is empty counts as not set.
[[nodiscard]] Address choose_address(const Url& option, const Project& project);

struct Session {
  runtime::Runtime* runtime = nullptr;
  std::unique_ptr<Interrupts> interrupts;
  std::unique_ptr<runtime::Database> database;
};

/// Loads the runtime, starts the embedded server where that is the address, and connects.
[[nodiscard]] Result<Session> open_session(const Url& option, const Project& project,
                                           Console& console);

/// "database shop on localhost:5432 as deploy (PostgreSQL 15.18)".
[[nodiscard]] std::string describe(const runtime::ServerFacts& facts);

/// A server that takes no writes cannot be migrated, but the plan for it can be shown.
[[nodiscard]] Status writable(const runtime::ServerFacts& facts);

/// Takes the lock, telling who holds it while it has to wait.
[[nodiscard]] Status take_lock(Session& session, const DatabaseSettings& settings,
                               Console& console);

}  // namespace ashlar::cli
