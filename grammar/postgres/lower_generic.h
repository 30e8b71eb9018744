#pragma once

// The statements that serve all kinds of object. Layer: grammar/postgres, private.

#include "grammar/postgres/lowering.h"
#include "grammar/sql/statements.h"

namespace ashlar::postgres {

[[nodiscard]] sql::StatementNode lower_drop(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_drop_role(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_drop_database(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_drop_tablespace(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_drop_subscription(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_drop_user_mapping(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_rename(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_set_schema(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_owner(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_comment(const Lowering& in, const Node& node);

}  // namespace ashlar::postgres
