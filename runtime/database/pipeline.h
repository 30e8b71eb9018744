#pragma once

// Many statements on the wire without waiting for the answer to each (PostgreSQL manual, "Pipeline
// Mode"): libpq's own, as libpqxx sends text of several commands at most, and one message would be
// read whole before its first command runs. Private to runtime/database.

#include <functional>
#include <libpq-fe.h>
#include <string>
#include <vector>

namespace ashlar::runtime::database {

/// Hears the one answer of each statement that was done, in order.
using OnAnswer = std::function<void(PGresult* answer)>;

/// Sends `statements`, each one command, and takes the answers as they come, so that neither end
/// waits for the other with full hands. The server runs none after one that fails. All have
/// an answer, unless one failed or the connection broke: what went wrong is in the results that
/// libpq tells the connection's event procedures of.
void run_pipeline(PGconn* connection, const std::vector<std::string>& statements,
                  const OnAnswer& on_answer);

}  // namespace ashlar::runtime::database
