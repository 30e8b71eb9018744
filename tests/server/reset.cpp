#include "tests/server/reset.h"

#include "tests/server/snapshot.h"

namespace ashlar::server_tests {

void clear_database(Session& session) {
  // DISCARD ALL, but for the plans of what the tests ask again and again.
  for (const char* part : {"SET SESSION AUTHORIZATION DEFAULT", "RESET ALL", "DISCARD TEMP"}) {
    session.run(part);
  }
  session.run("SET client_min_messages = error");
  for (const auto& row : session.run("SELECT quote_ident(nspname) FROM pg_namespace "
                                     "WHERE nspname !~ '^pg_|^information_schema$'")) {
    session.run("DROP SCHEMA IF EXISTS " + row.at(0) + " CASCADE");
  }
  // As a new database has it.
  session.run("CREATE SCHEMA public AUTHORIZATION pg_database_owner");
  session.run("GRANT USAGE ON SCHEMA public TO PUBLIC");
  session.run("COMMENT ON SCHEMA public IS 'standard public schema'");
}

std::string snapshot_of(Session& session) {
  const std::string path = session.value("SHOW search_path");
  session.run("RESET search_path");
  std::string snapshot = server_snapshot(session);
  session.run("SELECT set_config('search_path', '" + path + "', false)");
  return snapshot;
}

}  // namespace ashlar::server_tests
