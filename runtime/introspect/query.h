#pragma once

// The queries of queries/*.sql as a server of one version takes them. Each answers with one column:
// statements, or words. Layer: runtime/introspect.

#include <string>
#include <string_view>

namespace ashlar::runtime {

/// `name`: the file without its ending. In the files, a line that ends in `-- from 14`, `-- until
/// 13` or `-- from 15 until 16` is for those versions alone, and in braces stand
///   `{with ARRAY}`     name='value' of an array of settings (reloptions), with commas; NULL for
///   none
///   `{options ARRAY}`  name 'value', likewise, of options of foreign data
///   `{role OID}`       CURRENT_USER for who asks, else the role's name
///   `{operator}`       the name of a row of pg_operator, with its schema where that is needed
///   `{ledger}`         the schema of the ledger, as a literal
[[nodiscard]] std::string introspection_query(std::string_view name, int major,
                                              const std::string& ledger_schema);

}  // namespace ashlar::runtime
