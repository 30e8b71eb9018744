#include "runtime/executor/blockers.h"

#include <fmt/format.h>

namespace ashlar::runtime {
namespace {

using database::Rows;
using database::Session;

/// pg_blocking_pids gives 0 for a prepared transaction (manual, "System Information Functions");
/// its locks have no process, and the lock on its own number tells which they are.
std::string prepared_blockers(const std::string& pid) {
  return fmt::format(
      "SELECT DISTINCT '', 'the prepared transaction ' || pg_catalog.quote_literal(p.gid) || ' of "
      "user '"
      " || p.owner || ', prepared ' ||"
      " pg_catalog.to_char(pg_catalog.timezone('UTC', p.prepared), "
      "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
      " || '; COMMIT PREPARED or ROLLBACK PREPARED ends it'"
      " FROM pg_catalog.pg_prepared_xacts p"
      " JOIN pg_catalog.pg_locks t ON t.transactionid = p.transaction AND t.pid IS NULL"
      " JOIN pg_catalog.pg_locks h ON h.virtualtransaction = t.virtualtransaction"
      " JOIN pg_catalog.pg_locks w ON w.relation = h.relation AND w.database = h.database"
      " WHERE h.pid IS NULL AND w.pid = {} AND NOT w.granted",
      pid);
}

}  // namespace

std::string session_in_words() {
  return "coalesce(nullif(a.application_name, ''), 'an unnamed program')"
         " || ' (server process ' || a.pid || ', user ' || coalesce(a.usename::text, '?')"
         " || ', from ' || coalesce(pg_catalog.host(a.client_addr), 'the same host')"
         " || ', connected since ' || coalesce(pg_catalog.to_char("
         "pg_catalog.timezone('UTC', a.backend_start), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), '?') || "
         "')'"
         " || CASE WHEN a.state = 'active' THEN coalesce(', runs `' ||"
         " pg_catalog.substring(a.query, '^\\s*((?:[A-Za-z_]+\\s+){0,2}[A-Za-z_]+)') || ' …`', '')"
         " WHEN a.state IS NOT NULL THEN ', ' || a.state ELSE '' END"
         " || coalesce(' for ' || (extract(epoch FROM pg_catalog.clock_timestamp() -"
         " CASE WHEN a.state = 'active' THEN a.query_start ELSE a.state_change END)"
         ")::pg_catalog.int8 || ' s', '')";
}

Result<std::vector<Blocker>> blockers_of(Session& session, const std::string& pid) {
  const Result<Rows> rows = session.query(
      fmt::format("SELECT a.pid::text, {}"
                  " FROM pg_catalog.pg_stat_activity a"
                  " WHERE a.pid IN (SELECT pg_catalog.unnest(pg_catalog.pg_blocking_pids({})))"
                  " AND a.pid <> {} UNION ALL {}",
                  session_in_words(), pid, pid, prepared_blockers(pid)));
  if (!rows) return rows.error();
  std::vector<Blocker> blockers;
  for (const auto& row : rows->rows) {
    blockers.push_back({row[0].value_or(""), row[1].value_or("")});
  }
  return blockers;
}

bool terminate(Session& session, const Blocker& blocker) {
  if (blocker.pid.empty()) return false;
  const Result<Rows> rows =
      session.query(fmt::format("SELECT pg_catalog.pg_terminate_backend({})", blocker.pid));
  return rows.ok() && rows->rows.front().front() == "t";
}

}  // namespace ashlar::runtime
