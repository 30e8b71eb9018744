#include "grammar/postgres/lowering.h"

#include <string>
#include <string_view>
#include <unordered_map>

#include "grammar/postgres/lower_generic.h"
#include "grammar/postgres/lower_tables.h"

namespace ashlar::postgres {
namespace {

using Lower = sql::StatementNode (*)(const Lowering&, const Node&);

/// The kinds of statement (src/include/nodes/parsenodes.h) that a struct stands for.
const std::unordered_map<std::string_view, Lower>& lowerings() {
  static const std::unordered_map<std::string_view, Lower> kLowerings = {
      {"CreateStmt", lower_create_table},
      {"CreateForeignTableStmt", lower_create_foreign_table},
      {"IndexStmt", lower_create_index},
      {"AlterTableStmt", lower_alter_table},
      {"DropStmt", lower_drop},
      {"DropRoleStmt", lower_drop_role},
      {"DropdbStmt", lower_drop_database},
      {"DropTableSpaceStmt", lower_drop_tablespace},
      {"DropSubscriptionStmt", lower_drop_subscription},
      {"DropUserMappingStmt", lower_drop_user_mapping},
      {"RenameStmt", lower_rename},
      {"AlterObjectSchemaStmt", lower_set_schema},
      {"AlterOwnerStmt", lower_alter_owner},
      {"CommentStmt", lower_comment},
  };
  return kLowerings;
}

}  // namespace

sql::StatementNode lower_statement(const Lowering& in, const Node& statement) {
  const auto found = lowerings().find(statement.kind());
  if (found == lowerings().end()) return sql::OpaqueStatement{std::string(statement.kind())};
  return found->second(in, statement);
}

}  // namespace ashlar::postgres
