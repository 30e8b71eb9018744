#pragma once

// The table that a data statement writes, and whether it counts. Layer: compiler/rules.

#include <string>
#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// True where the table may hold rows from before the revision: not made by it, not temporary. A
/// table that the catalog does not know counts, unless words before the statement that nobody could
/// read (a DO block, a syntax error) mention it: they may have made it. The server's own do not.
[[nodiscard]] bool may_hold_older_rows(const StatementContext& context,
                                       const sql::QualifiedName& table);

/// The tables of which the statement updates, or deletes, every row: without WHERE, or with one
/// that is always true; by a change inside of its WITH, too.
[[nodiscard]] std::vector<sql::QualifiedName> wholly_updated(const sql::Statement& statement);
[[nodiscard]] std::vector<sql::QualifiedName> wholly_deleted(const sql::Statement& statement);

/// `products`, as the statement spells it, or with its schema where the catalog knows it.
[[nodiscard]] std::string table_name(const StatementContext& context,
                                     const sql::QualifiedName& table);

}  // namespace ashlar::rules
