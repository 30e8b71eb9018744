#pragma once

// What a statement destroys for good. Private to compiler/effects.

#include "compiler/effects/draft.h"

namespace ashlar::effects {

void forecast_losses(const sql::Statement& statement, Draft& draft);

/// The tables that TRUNCATE empties: the named ones, their partitions and children, and with
/// CASCADE those that reference them. (tablecmds.c, ExecuteTruncate, heap_truncate_find_FKs)
struct Truncated {
  catalog::ObjectId table = 0;
  const sql::QualifiedName* named = nullptr;  ///< null: reached
};
[[nodiscard]] std::vector<Truncated> truncated_tables(const sql::Truncate& statement,
                                                      const catalog::Catalog& catalog);

}  // namespace ashlar::effects
