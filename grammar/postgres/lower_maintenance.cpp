// Maintenance of tables and indexes, and what a session does to itself.

#include <array>
#include <string>
#include <utility>

#include "grammar/postgres/lower_data.h"
#include "grammar/postgres/lower_names.h"

namespace ashlar::postgres {
namespace {

/// A Boolean option is on unless it says otherwise (src/backend/commands/define.c, defGetBoolean).
bool is_on(const Lowering& in, const Node& option) {
  if (!option) return false;
  const std::string value = option_value(in, option.child("arg"));
  return value != "false" && value != "off" && value != "0";
}

/// Lock modes in the order of their numbers (src/include/storage/lockdefs.h), from 1.
constexpr std::array<std::string_view, 8> kLockModes = {
    "AccessShareLock", "RowShareLock",          "RowExclusiveLock", "ShareUpdateExclusiveLock",
    "ShareLock",       "ShareRowExclusiveLock", "ExclusiveLock",    "AccessExclusiveLock"};

constexpr std::pair<std::string_view, sql::TransactionVerb> kVerbs[] = {
    {"TRANS_STMT_BEGIN", sql::TransactionVerb::kBegin},
    {"TRANS_STMT_START", sql::TransactionVerb::kStart},
    {"TRANS_STMT_COMMIT", sql::TransactionVerb::kCommit},
    {"TRANS_STMT_ROLLBACK", sql::TransactionVerb::kRollback},
    {"TRANS_STMT_SAVEPOINT", sql::TransactionVerb::kSavepoint},
    {"TRANS_STMT_RELEASE", sql::TransactionVerb::kRelease},
    {"TRANS_STMT_ROLLBACK_TO", sql::TransactionVerb::kRollbackTo},
    {"TRANS_STMT_PREPARE", sql::TransactionVerb::kPrepare},
    {"TRANS_STMT_COMMIT_PREPARED", sql::TransactionVerb::kCommitPrepared},
    {"TRANS_STMT_ROLLBACK_PREPARED", sql::TransactionVerb::kRollbackPrepared},
};

sql::Reindex::Target reindex_target(std::string_view kind) {
  if (kind == "REINDEX_OBJECT_TABLE") return sql::Reindex::Target::kTable;
  if (kind == "REINDEX_OBJECT_SCHEMA") return sql::Reindex::Target::kSchema;
  if (kind == "REINDEX_OBJECT_SYSTEM") return sql::Reindex::Target::kSystem;
  if (kind == "REINDEX_OBJECT_DATABASE") return sql::Reindex::Target::kDatabase;
  return sql::Reindex::Target::kIndex;
}

/// The words of SQL for a variable that is not set by its name.
std::string variable_name(std::string_view name) {
  if (name == "session_authorization") return "session authorization";
  return name == "TRANSACTION" || name == "SESSION CHARACTERISTICS" ||
                 name == "TRANSACTION SNAPSHOT"
             ? sql::identifier_text(name)
             : std::string(name);
}

}  // namespace

sql::StatementNode lower_refresh(const Lowering& in, const Node& node) {
  return sql::RefreshMaterializedView{relation(in, node.child("relation")), node.flag("concurrent"),
                                      !node.flag("skipData")};
}

sql::StatementNode lower_vacuum(const Lowering& in, const Node& node) {
  sql::Vacuum vacuum;
  vacuum.vacuum = node.flag("is_vacuumcmd");
  vacuum.full = is_on(in, find_option(node.list("options"), "full"));
  for (const Node& table : node.list("rels")) {
    vacuum.tables.push_back(relation(in, table.child("relation")));
  }
  return vacuum;
}

sql::StatementNode lower_cluster(const Lowering& in, const Node& node) {
  sql::Cluster cluster;
  const Node table = node.child("relation");
  if (!table) return cluster;
  cluster.table = relation(in, table);
  const std::size_t after = after_relation(in, table);
  // CLUSTER table USING index, or the old CLUSTER index ON table
  const std::size_t index = in.tokens.word(after, "USING") ? after + 1 : in.token(table) - 2;
  cluster.index = name_at(in, index, node.text("indexname"));
  return cluster;
}

sql::StatementNode lower_reindex(const Lowering& in, const Node& node) {
  sql::Reindex reindex;
  reindex.target = reindex_target(node.text("kind"));
  reindex.concurrently = is_on(in, find_option(node.list("params"), "concurrently"));
  if (const Node table = node.child("relation")) {
    reindex.name = relation(in, table);
  } else {
    reindex.name.name = name_at(in, in.tokens.size() - 1, node.text("name"));
    reindex.name.span = reindex.name.name.span;
  }
  return reindex;
}

sql::StatementNode lower_lock(const Lowering& in, const Node& node) {
  sql::LockTable lock;
  lock.tables = relations(in, node.list("relations"));
  const std::int64_t mode = node.integer("mode");
  if (mode >= 1 && mode <= static_cast<std::int64_t>(kLockModes.size())) {
    lock.mode = kLockModes[static_cast<std::size_t>(mode - 1)];
  }
  return lock;
}

sql::StatementNode lower_transaction(const Lowering&, const Node& node) {
  const std::string_view kind = node.text("kind");
  for (const auto& [name, verb] : kVerbs) {
    if (name != kind) continue;
    return sql::TransactionControl{verb, std::string(node.text("savepoint_name"))};
  }
  return sql::OpaqueStatement{"TransactionStmt"};
}

sql::SetVariable set_variable(const Lowering& in, const Node& node) {
  sql::SetVariable set;
  const std::string_view kind = node.text("kind");
  set.name = kind == "VAR_RESET_ALL" ? "all" : variable_name(node.text("name"));
  // SET TRANSACTION ends with its transaction, whatever the tree says of LOCAL.
  set.local =
      node.flag("is_local") || set.name == "transaction" || set.name == "transaction snapshot";
  set.reset = kind == "VAR_RESET" || kind == "VAR_RESET_ALL" || kind == "VAR_SET_DEFAULT";
  if (kind == "VAR_SET_CURRENT") set.values.emplace_back("from current");
  for (const Node& value : node.list("args")) {
    // SET TRANSACTION has options: transaction_isolation=serializable.
    if (value.is("DefElem")) {
      set.values.push_back(std::string(value.text("defname")) + "=" +
                           option_value(in, value.child("arg")));
    } else {
      set.values.push_back(option_value(in, value));
    }
  }
  return set;
}

sql::StatementNode lower_set(const Lowering& in, const Node& node) {
  return set_variable(in, node);
}

sql::StatementNode lower_alter_system(const Lowering& in, const Node& node) {
  return sql::AlterSystem{set_variable(in, node.child("setstmt")).name};
}

sql::StatementNode lower_discard(const Lowering&, const Node& node) {
  std::string_view target = node.text("target");
  constexpr std::string_view kPrefix = "DISCARD_";
  if (target.starts_with(kPrefix)) target.remove_prefix(kPrefix.size());
  return sql::Discard{sql::identifier_text(target)};
}

}  // namespace ashlar::postgres
