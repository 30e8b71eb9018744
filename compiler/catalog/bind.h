#pragma once

// From the words of an expression or a query to SqlText: each name is looked up as the server would
// and becomes a site. Private to compiler/catalog.

#include <vector>

#include "compiler/catalog/editor.h"
#include "compiler/catalog/query_columns.h"
#include "grammar/sql/names.h"

namespace ashlar::catalog {

/// The expression of a default, check, index key, policy, …; `table` is the relation whose columns
/// it may name, 0 where there is none.
[[nodiscard]] SqlText bind_expression(const Editor& editor, const sql::Expression& expression,
                                      ObjectId table);

/// The query of a view, every `*` written out.
[[nodiscard]] SqlText bind_query(const Editor& editor, const sql::Query& query);

}  // namespace ashlar::catalog
