#pragma once

// Reads the schema of a database: the server puts together the statements that make it, object by
// object, from its catalogs and with its own words for expressions, queries and keys
// (pg_get_viewdef and its like; PostgreSQL manual, "System Information Functions"). Whoever gets
// the statements reads them as any other schema file. Layer: runtime/introspect.

#include <string>

#include "runtime/api/runtime.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

/// In one round trip and one snapshot; needs no rights beyond CONNECT, and works on a standby.
/// Leaves no trace in the session. Not consistent where others change the schema in this very
/// moment: the server's functions see what is newer than the snapshot.
[[nodiscard]] Result<Introspection> introspect(database::Session& session,
                                               const std::string& ledger_schema);

}  // namespace ashlar::runtime
