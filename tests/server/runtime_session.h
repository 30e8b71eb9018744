#pragma once

// A connection of the runtime's own to the database that a test's session is in. Header only.

#include <memory>
#include <string>

#include "runtime/database/session.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {

/// Null where it cannot be had. `interrupt` must outlive it.
inline std::unique_ptr<runtime::database::Session> beside(Session& session,
                                                          runtime::database::Interrupt& interrupt,
                                                          const std::string& user = {}) {
  const std::string url = "host='" + session.value("SHOW unix_socket_directories") +
                          "' port=" + session.value("SHOW port") +
                          " user=" + (user.empty() ? session.value("SELECT session_user") : user) +
                          " dbname=" + session.value("SELECT current_database()");
  const auto target = runtime::database::read_target(url, "tests");
  if (!target.ok()) return nullptr;
  auto opened = runtime::database::Session::open(*target, interrupt);
  return opened.ok() ? std::move(*opened) : nullptr;
}

}  // namespace ashlar::server_tests
