#pragma once

// Tells an UPDATE or DELETE of a few rows from one of very many: a WHERE that compares a key of the
// table with constants pins its rows down. Layer: compiler/rules.

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// True where the statement's WHERE says `key = constant` or `key IN (constants)`, `key` being the
/// first column of a primary key or of another unique index of `table`.
[[nodiscard]] bool pins_rows(const StatementContext& context, const sql::QualifiedName& table);

}  // namespace ashlar::rules
