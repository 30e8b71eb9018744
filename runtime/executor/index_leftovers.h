#pragma once

// Indexes that a statement outside a transaction left behind when it failed or was cut off: not
// valid, used by no query, and in the way of the next attempt. PostgreSQL manual, "CREATE INDEX",
// Building Indexes Concurrently; "REINDEX", Rebuilding Indexes Concurrently.
// Layer: runtime/executor.

#include <string>
#include <vector>

#include "grammar/text/result.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

/// A query: quoted names of the indexes (`i` of pg_index, `c` of pg_class) that fulfil the
/// condition, are not valid and that nobody is building at this moment, sorted.
[[nodiscard]] std::string invalid_and_idle(const std::string& condition);

/// All of them.
[[nodiscard]] Result<std::vector<std::string>> invalid_indexes(database::Session& session);

/// Drops an index that is not valid, by quoted name. Waits for those who still read its table.
[[nodiscard]] Status drop_leftover(database::Session& session, const std::string& index);

/// Drops what REINDEX CONCURRENTLY leaves: the new indexes (`…_ccnew`) that were not finished and
/// the old ones (`…_ccold`) that were replaced. `younger` is a condition on `i.xmin` of pg_index:
/// only what the statement itself made.
[[nodiscard]] Status drop_reindex_leftovers(database::Session& session, const std::string& younger);

}  // namespace ashlar::runtime
