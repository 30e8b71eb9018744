#include "runtime/executor/pooler.h"

#include <memory>

namespace ashlar::runtime {
namespace {

constexpr int kAttempts = 3;

Result<std::string> process_of(database::Session& session, const std::string& before) {
  const auto rows = session.query(before + "SELECT pg_catalog.pg_backend_pid()");
  if (!rows) return rows.error();
  return rows->rows.front().front().value_or("");
}

}  // namespace

Status refuse_shared_session(database::Session& session, database::Interrupt& interrupt,
                             const std::string& pid) {
  // The server tells its process when it greets; a pooler greets with a number of its own.
  if (pid == std::to_string(session.greeted_by())) return {};
  // In session mode two clients never have the same server process. In transaction mode a second
  // client gets the one that the first has just given back.
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto second = database::Session::open(session.target(), interrupt);
    if (!second) return {};
    const Result<std::string> lent = process_of(**second, "BEGIN;");
    if (!lent) return lent.error();
    const Result<std::string> own = process_of(session, "");
    if (!own) return own.error();
    if (*own != pid || *own == *lent || *lent == pid) return pooled();
  }
  return {};
}

Error pooled() {
  Error error;
  error.code = ErrorCode::kDatabase;
  error.message = "the connection goes through a pooler that changes server sessions under way";
  error.detail =
      "ashlar's lock belongs to one session; connect to the server itself, or to a pool in session "
      "mode";
  return error;
}

}  // namespace ashlar::runtime
