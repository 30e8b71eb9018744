#include "grammar/postgres/lowering.h"

#include <string>
#include <string_view>
#include <unordered_map>

#include "grammar/postgres/lower_data.h"
#include "grammar/postgres/lower_generic.h"
#include "grammar/postgres/lower_objects.h"
#include "grammar/postgres/lower_tables.h"

namespace ashlar::postgres {
namespace {

using Lower = sql::StatementNode (*)(const Lowering&, const Node&);

/// The kinds of statement (src/include/nodes/parsenodes.h) that a struct stands for.
const std::unordered_map<std::string_view, Lower>& lowerings() {
  static const std::unordered_map<std::string_view, Lower> kLowerings = {
      {"CreateStmt", lower_create_table},
      {"CreateForeignTableStmt", lower_create_foreign_table},
      {"CreateTableAsStmt", lower_create_table_as},
      {"IndexStmt", lower_create_index},
      {"AlterTableStmt", lower_alter_table},
      {"CreateSchemaStmt", lower_create_schema},
      {"CreateSeqStmt", lower_create_sequence},
      {"AlterSeqStmt", lower_alter_sequence},
      {"ViewStmt", lower_create_view},
      {"CreateEnumStmt", lower_create_enum},
      {"AlterEnumStmt", lower_alter_enum},
      {"CompositeTypeStmt", lower_create_composite},
      {"CreateDomainStmt", lower_create_domain},
      {"AlterDomainStmt", lower_alter_domain},
      {"CreateRangeStmt", lower_create_range},
      {"DefineStmt", lower_define},
      {"CreateFunctionStmt", lower_create_function},
      {"AlterFunctionStmt", lower_alter_function},
      {"CreateTrigStmt", lower_create_trigger},
      {"CreateEventTrigStmt", lower_create_event_trigger},
      {"RuleStmt", lower_create_rule},
      {"CreatePolicyStmt", lower_create_policy},
      {"AlterPolicyStmt", lower_alter_policy},
      {"CreateExtensionStmt", lower_create_extension},
      {"AlterExtensionStmt", lower_alter_extension},
      {"AlterExtensionContentsStmt", lower_alter_extension_contents},
      {"CreateStatsStmt", lower_create_statistics},
      {"CreatePublicationStmt", lower_create_publication},
      {"CreateRoleStmt", lower_create_other},
      {"CreatedbStmt", lower_create_other},
      {"CreateTableSpaceStmt", lower_create_other},
      {"CreateSubscriptionStmt", lower_create_other},
      {"CreateForeignServerStmt", lower_create_other},
      {"CreateFdwStmt", lower_create_other},
      {"CreateUserMappingStmt", lower_create_other},
      {"CreateCastStmt", lower_create_other},
      {"CreatePLangStmt", lower_create_other},
      {"CreateConversionStmt", lower_create_other},
      {"CreateOpClassStmt", lower_create_other},
      {"CreateOpFamilyStmt", lower_create_other},
      {"CreateTransformStmt", lower_create_other},
      {"CreateAmStmt", lower_create_other},
      {"AlterDatabaseStmt", lower_alter_other},
      {"AlterDatabaseSetStmt", lower_alter_other},
      {"AlterDatabaseRefreshCollStmt", lower_alter_other},
      {"AlterRoleStmt", lower_alter_other},
      {"AlterRoleSetStmt", lower_alter_other},
      {"AlterTableSpaceOptionsStmt", lower_alter_other},
      {"AlterPublicationStmt", lower_alter_other},
      {"AlterSubscriptionStmt", lower_alter_other},
      {"AlterForeignServerStmt", lower_alter_other},
      {"AlterFdwStmt", lower_alter_other},
      {"AlterUserMappingStmt", lower_alter_other},
      {"AlterEventTrigStmt", lower_alter_other},
      {"AlterOperatorStmt", lower_alter_other},
      {"AlterOpFamilyStmt", lower_alter_other},
      {"AlterTSConfigurationStmt", lower_alter_other},
      {"AlterTSDictionaryStmt", lower_alter_other},
      {"AlterCollationStmt", lower_alter_other},
      {"AlterStatsStmt", lower_alter_other},
      {"AlterTypeStmt", lower_alter_other},
      {"AlterObjectDependsStmt", lower_alter_other},
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
      {"SecLabelStmt", lower_security_label},
      {"ReassignOwnedStmt", lower_owned},
      {"DropOwnedStmt", lower_owned},
      {"GrantStmt", lower_grant},
      {"GrantRoleStmt", lower_grant_role},
      {"AlterDefaultPrivilegesStmt", lower_default_privileges},
      {"InsertStmt", lower_insert},
      {"UpdateStmt", lower_update},
      {"DeleteStmt", lower_delete},
      {"MergeStmt", lower_merge},
      {"SelectStmt", lower_select},
      {"CopyStmt", lower_copy},
      {"TruncateStmt", lower_truncate},
      {"CallStmt", lower_call},
      {"DoStmt", lower_do},
      {"RefreshMatViewStmt", lower_refresh},
      {"VacuumStmt", lower_vacuum},
      {"ClusterStmt", lower_cluster},
      {"ReindexStmt", lower_reindex},
      {"LockStmt", lower_lock},
      {"TransactionStmt", lower_transaction},
      {"VariableSetStmt", lower_set},
      {"AlterSystemStmt", lower_alter_system},
      {"DiscardStmt", lower_discard},
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
