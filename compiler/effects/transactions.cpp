#include "compiler/effects/transactions.h"

#include <algorithm>

#include "grammar/text/overload.h"

// The callers of PreventInTransactionBlock in the server's source, and the manual pages that say
// so:
//   utility.c   CREATE/DROP/ALTER DATABASE (SET TABLESPACE), CREATE/DROP TABLESPACE, CREATE INDEX
//               CONCURRENTLY, DROP INDEX CONCURRENTLY, ALTER SYSTEM, REINDEX, COMMIT PREPARED,
//               ROLLBACK PREPARED, DISCARD ALL
//   vacuum.c    VACUUM (ANALYZE alone may run inside)
//   cluster.c   CLUSTER without a table, and of a partitioned table
//   indexcmds.c REINDEX CONCURRENTLY; SCHEMA, SYSTEM, DATABASE; of a partitioned table or index
//   tablecmds.c ALTER TABLE … DETACH PARTITION CONCURRENTLY
//   subscriptioncmds.c CREATE SUBSCRIPTION with a slot, DROP SUBSCRIPTION with a slot, ALTER
//               SUBSCRIPTION … REFRESH, SET PUBLICATION with refresh
//   typecmds.c  ALTER TYPE … ADD VALUE, before version 12

namespace ashlar::effects {
namespace {

bool is_partitioned(const Draft& draft, const sql::QualifiedName& name) {
  const catalog::Object* object = draft.find(name);
  if (object == nullptr) return false;
  if (const auto* index = std::get_if<catalog::Index>(&object->data)) {
    const auto* table = draft.before().get_as<catalog::Table>(index->table);
    return table != nullptr && table->partitioned_by.has_value();
  }
  const auto* table = std::get_if<catalog::Table>(&object->data);
  return table != nullptr && table->partitioned_by.has_value();
}

bool refuses(const sql::Reindex& statement, const Draft& draft) {
  switch (statement.target) {
    case sql::Reindex::Target::kIndex:
    case sql::Reindex::Target::kTable:
      // Before 14 it passed over partitioned ones with a warning.
      return statement.concurrently ||
             (draft.postgres() >= 14 && is_partitioned(draft, statement.name));
    case sql::Reindex::Target::kSchema:
    case sql::Reindex::Target::kSystem:
    case sql::Reindex::Target::kDatabase:
      return true;
  }
  return true;
}

bool refuses(const sql::AlterTable& statement) {
  return std::any_of(statement.actions.begin(), statement.actions.end(),
                     [](const sql::TableAction& action) {
                       const auto* detach = std::get_if<sql::DetachPartition>(&action.node);
                       return detach != nullptr && detach->concurrently;
                     });
}

bool refuses(sql::TransactionVerb verb) {
  using sql::TransactionVerb;
  return verb == TransactionVerb::kCommitPrepared || verb == TransactionVerb::kRollbackPrepared;
}

/// The value of an option of a subscription, true where it is not written.
bool is_on(const std::vector<sql::Option>& options, std::string_view name) {
  for (const sql::Option& option : options) {
    if (option.name != name) continue;
    return option.value.empty() || (option.value != "false" && option.value != "off" &&
                                    option.value != "0" && option.value != "'false'");
  }
  return true;
}

bool refuses(const sql::CreateOther& statement) {
  using sql::ObjectKind;
  if (statement.kind == ObjectKind::kSubscription) {
    return is_on(statement.options, "connect") && is_on(statement.options, "create_slot");
  }
  return statement.kind == ObjectKind::kDatabase || statement.kind == ObjectKind::kTablespace;
}

bool has_option(const std::vector<sql::Option>& options, std::string_view name) {
  return std::any_of(options.begin(), options.end(),
                     [name](const sql::Option& option) { return option.name == name; });
}

bool refuses(const sql::AlterOther& statement) {
  const auto& options = statement.options;
  if (statement.object.kind == sql::ObjectKind::kSubscription) {
    const bool refreshes = has_option(options, "publication") && is_on(options, "refresh");
    return refreshes || has_option(options, "refresh_publication");
  }
  return statement.object.kind == sql::ObjectKind::kDatabase && has_option(options, "tablespace");
}

bool refuses(const sql::Drop& statement) {
  using sql::ObjectKind;
  if (statement.kind == ObjectKind::kIndex) return statement.concurrently;
  // A subscription refuses where it has a replication slot, which only the server knows.
  return statement.kind == ObjectKind::kDatabase || statement.kind == ObjectKind::kTablespace ||
         statement.kind == ObjectKind::kSubscription;
}

}  // namespace

Transactionality transactionality(const sql::Statement& statement, const Draft& draft) {
  const bool refused =
      std::visit(Overload{
                     [](const sql::CreateIndex& s) { return s.concurrently; },
                     [](const sql::Drop& s) { return refuses(s); },
                     [&draft](const sql::Reindex& s) { return refuses(s, draft); },
                     [](const sql::Vacuum& s) { return s.vacuum; },
                     [&draft](const sql::Cluster& s) {
                       return s.table.name.empty() || is_partitioned(draft, s.table);
                     },
                     [](const sql::AlterTable& s) { return refuses(s); },
                     [](const sql::AlterSystem&) { return true; },
                     [](const sql::Discard& s) { return s.what == "all"; },
                     [](const sql::TransactionControl& s) { return refuses(s.verb); },
                     [](const sql::CreateOther& s) { return refuses(s); },
                     [](const sql::AlterOther& s) { return refuses(s); },
                     [&draft](const sql::AlterEnum& s) {
                       return draft.postgres() < 12 && s.old_value.empty();
                     },
                     [](const auto&) { return false; },
                 },
                 statement.node);
  return refused ? Transactionality::kForbidden : Transactionality::kAny;
}

}  // namespace ashlar::effects
