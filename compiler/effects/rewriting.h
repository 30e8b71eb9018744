#pragma once

// When a new column or a new type makes the server write the whole table anew, and when a
// constraint that is already there spares it a scan. Private to compiler/effects.

#include <string_view>

#include "compiler/catalog/catalog.h"
#include "compiler/effects/draft.h"

namespace ashlar::effects {

/// The expression calls something VOLATILE: each row would get a value of its own. Functions that
/// the catalog does not know count as volatile. (clauses.c, contain_volatile_functions)
[[nodiscard]] bool is_volatile(const sql::Expression& expression, const catalog::Catalog& catalog);

/// ADD COLUMN of this column rewrites. (tablecmds.c, ATExecAddColumn)
[[nodiscard]] bool added_column_rewrites(const sql::ColumnDefinition& column, const Draft& draft);

enum class TypeChange {
  kFree,            ///< the bytes stay
  kRebuildIndexes,  ///< the bytes stay, indexes on the column are built anew
  kRewrite,
};
/// ALTER COLUMN … TYPE from `from` to `to`. (tablecmds.c, ATColumnChangeRequiresRewrite)
[[nodiscard]] TypeChange type_change(const catalog::Catalog& catalog, const catalog::Type& from,
                                     const catalog::Type& to);
/// The USING expression says no more than the change itself does: the column, or a cast of it.
[[nodiscard]] bool is_plain_using(const sql::AlterColumnType& action, std::string_view expression);

/// A validated CHECK of the table says that the column is not null. (tablecmds.c,
/// NotNullImpliedByRelConstraints)
[[nodiscard]] bool check_implies_not_null(const catalog::Catalog& catalog, catalog::ObjectId table,
                                          std::string_view column);

}  // namespace ashlar::effects
