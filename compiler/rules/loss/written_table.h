#pragma once

// The table that a data statement writes, and whether it counts. Layer: compiler/rules.

#include <string>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// True where the table may hold rows from before the revision: not made by it, not temporary. A
/// table that the catalog does not know counts, unless words before the statement that nobody could
/// read (a DO block, a syntax error) mention it: they may have made it. The server's own do not.
[[nodiscard]] bool may_hold_older_rows(const StatementContext& context,
                                       const sql::QualifiedName& table);

/// `products`, as the statement spells it, or with its schema where the catalog knows it.
[[nodiscard]] std::string table_name(const StatementContext& context,
                                     const sql::QualifiedName& table);

}  // namespace ashlar::rules
