#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "grammar/sql/statements.h"
#include "grammar/text/overload.h"

namespace ashlar::sql {
namespace {

std::string with_kind(std::string_view verb, ObjectKind kind) {
  std::string name = std::string(verb) + "_" + std::string(to_string(kind));
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

std::string verb_name(TransactionVerb verb) {
  switch (verb) {
    case TransactionVerb::kBegin:
      return "begin";
    case TransactionVerb::kStart:
      return "start_transaction";
    case TransactionVerb::kCommit:
      return "commit";
    case TransactionVerb::kRollback:
      return "rollback";
    case TransactionVerb::kSavepoint:
      return "savepoint";
    case TransactionVerb::kRelease:
      return "release_savepoint";
    case TransactionVerb::kRollbackTo:
      return "rollback_to_savepoint";
    case TransactionVerb::kPrepare:
      return "prepare_transaction";
    case TransactionVerb::kCommitPrepared:
      return "commit_prepared";
    case TransactionVerb::kRollbackPrepared:
      return "rollback_prepared";
  }
  return "transaction_control";
}

/// The kinds whose name depends on nothing but the struct.
template <typename T>
constexpr std::string_view fixed_name() {
  if constexpr (std::is_same_v<T, CreateIndex>) return "create_index";
  if constexpr (std::is_same_v<T, CreateSchema>) return "create_schema";
  if constexpr (std::is_same_v<T, CreateSequence>) return "create_sequence";
  if constexpr (std::is_same_v<T, AlterSequence>) return "alter_sequence";
  if constexpr (std::is_same_v<T, CreateView>) return "create_view";
  if constexpr (std::is_same_v<T, CreateEnum>) return "create_enum";
  if constexpr (std::is_same_v<T, AlterEnum>) return "alter_enum";
  if constexpr (std::is_same_v<T, CreateComposite>) return "create_composite";
  if constexpr (std::is_same_v<T, CreateDomain>) return "create_domain";
  if constexpr (std::is_same_v<T, AlterDomain>) return "alter_domain";
  if constexpr (std::is_same_v<T, CreateTrigger>) return "create_trigger";
  if constexpr (std::is_same_v<T, CreateEventTrigger>) return "create_event_trigger";
  if constexpr (std::is_same_v<T, CreateRule>) return "create_rule";
  if constexpr (std::is_same_v<T, CreatePolicy>) return "create_policy";
  if constexpr (std::is_same_v<T, AlterPolicy>) return "alter_policy";
  if constexpr (std::is_same_v<T, CreateExtension>) return "create_extension";
  if constexpr (std::is_same_v<T, AlterExtension>) return "alter_extension";
  if constexpr (std::is_same_v<T, CreateStatistics>) return "create_statistics";
  if constexpr (std::is_same_v<T, CreatePublication>) return "create_publication";
  if constexpr (std::is_same_v<T, AlterDefaultPrivileges>) return "alter_default_privileges";
  if constexpr (std::is_same_v<T, Comment>) return "comment";
  if constexpr (std::is_same_v<T, SecurityLabel>) return "security_label";
  if constexpr (std::is_same_v<T, Insert>) return "insert";
  if constexpr (std::is_same_v<T, Update>) return "update";
  if constexpr (std::is_same_v<T, Delete>) return "delete";
  if constexpr (std::is_same_v<T, Merge>) return "merge";
  if constexpr (std::is_same_v<T, Select>) return "select";
  if constexpr (std::is_same_v<T, Copy>) return "copy";
  if constexpr (std::is_same_v<T, Truncate>) return "truncate";
  if constexpr (std::is_same_v<T, Call>) return "call";
  if constexpr (std::is_same_v<T, DoBlock>) return "do_block";
  if constexpr (std::is_same_v<T, RefreshMaterializedView>) return "refresh_materialized_view";
  if constexpr (std::is_same_v<T, Cluster>) return "cluster";
  if constexpr (std::is_same_v<T, Reindex>) return "reindex";
  if constexpr (std::is_same_v<T, LockTable>) return "lock_table";
  if constexpr (std::is_same_v<T, AlterSystem>) return "alter_system";
  if constexpr (std::is_same_v<T, Discard>) return "discard";
  if constexpr (std::is_same_v<T, OpaqueStatement>) return "opaque";
  return {};
}

}  // namespace

std::string kind_name(const Statement& statement) {
  return std::visit(
      Overload{
          [](const CreateTable& s) -> std::string {
            return s.server.empty() ? "create_table" : "create_foreign_table";
          },
          [](const CreateTableAs& s) -> std::string {
            return s.materialized ? "create_materialized_view" : "create_table_as";
          },
          [](const CreateFunction& s) -> std::string {
            return s.procedure ? "create_procedure" : "create_function";
          },
          [](const AlterTable& s) { return with_kind("alter", s.kind); },
          [](const CreateDefined& s) { return with_kind("create", s.kind); },
          [](const CreateOther& s) { return with_kind("create", s.kind); },
          [](const AlterFunction& s) { return with_kind("alter", s.function.kind); },
          [](const AlterOther& s) { return with_kind("alter", s.object.kind); },
          [](const Drop& s) { return with_kind("drop", s.kind); },
          [](const Rename& s) { return with_kind("rename", s.object.kind); },
          [](const SetSchema&) -> std::string { return "set_schema"; },
          [](const AlterOwner&) -> std::string { return "alter_owner"; },
          [](const OwnedObjects& s) -> std::string {
            return s.drop ? "drop_owned" : "reassign_owned";
          },
          [](const Grant& s) -> std::string { return s.grant ? "grant" : "revoke"; },
          [](const GrantRole& s) -> std::string { return s.grant ? "grant_role" : "revoke_role"; },
          [](const Vacuum& s) -> std::string { return s.vacuum ? "vacuum" : "analyze"; },
          [](const SetVariable& s) -> std::string { return s.reset ? "reset" : "set"; },
          [](const TransactionControl& s) { return verb_name(s.verb); },
          [](const auto& s) -> std::string {
            constexpr std::string_view kName = fixed_name<std::decay_t<decltype(s)>>();
            static_assert(!kName.empty(), "every kind of statement has a name");
            return std::string(kName);
          },
      },
      statement.node);
}

}  // namespace ashlar::sql
