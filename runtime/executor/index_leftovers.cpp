#include "runtime/executor/index_leftovers.h"

#include <fmt/format.h>

namespace ashlar::runtime {
namespace {

using database::Rows;
using database::Session;

Result<std::vector<std::string>> names(Session& session, const std::string& question) {
  const Result<Rows> rows = session.query(question);
  if (!rows) return rows.error();
  std::vector<std::string> names;
  for (const auto& row : rows->rows) names.push_back(row.front().value_or(""));
  return names;
}

}  // namespace

std::string invalid_and_idle(const std::string& condition) {
  return fmt::format(
      "SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)"
      " FROM pg_catalog.pg_index i"
      " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      // An index of a partitioned table (relkind I) that lacks partitions is the author's affair.
      " WHERE NOT i.indisvalid AND c.relkind = 'i' AND {} AND NOT EXISTS (SELECT FROM "
      "pg_catalog.pg_locks l"
      "  WHERE l.relation = i.indexrelid AND l.pid <> pg_catalog.pg_backend_pid()"
      "  AND l.database = (SELECT oid FROM pg_catalog.pg_database"
      "   WHERE datname = pg_catalog.current_database()))"
      " ORDER BY 1",
      condition);
}

Result<std::vector<std::string>> invalid_indexes(Session& session) {
  return names(session, invalid_and_idle("true"));
}

Status drop_leftover(Session& session, const std::string& index) {
  // Without a limit: whoever waits for this waits for a reader to finish, and holds nobody up.
  Status set = session.execute("SET lock_timeout = 0; SET statement_timeout = 0");
  if (!set) return set;
  return session.execute("DROP INDEX CONCURRENTLY IF EXISTS " + index,
                         database::OnInterrupt::kCancel);
}

Status drop_reindex_leftovers(Session& session, const std::string& younger) {
  // Of pg_toast they stay: nobody may drop there, and they go with their table.
  const auto left = names(session, invalid_and_idle("c.relname ~ '_cc(new|old)[0-9]*$' AND "
                                                    "n.nspname <> 'pg_toast' AND " +
                                                    younger));
  if (!left) return left.error();
  for (const std::string& index : *left) {
    if (Status dropped = drop_leftover(session, index); !dropped) return dropped;
  }
  return {};
}

}  // namespace ashlar::runtime
