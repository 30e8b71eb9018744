#pragma once

// Lowers statements that read or write rows, maintain tables, or set up the session.
// Layer: grammar/postgres, private.

#include "grammar/postgres/lowering.h"
#include "grammar/sql/statements.h"

namespace ashlar::postgres {

[[nodiscard]] sql::StatementNode lower_insert(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_update(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_delete(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_merge(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_select(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_copy(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_truncate(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_call(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_do(const Lowering& in, const Node& node);

[[nodiscard]] sql::StatementNode lower_refresh(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_vacuum(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_cluster(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_reindex(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_lock(const Lowering& in, const Node& node);

[[nodiscard]] sql::StatementNode lower_transaction(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_set(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_system(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_discard(const Lowering& in, const Node& node);

/// The variable that a VariableSetStmt sets and the values it gives; also part of other statements.
[[nodiscard]] sql::SetVariable set_variable(const Lowering& in, const Node& node);

}  // namespace ashlar::postgres
