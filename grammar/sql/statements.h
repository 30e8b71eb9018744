#pragma once

// The closed set of statements: one struct a kind, together a std::variant. What the lowering does
// not know becomes an OpaqueStatement, visible to every pass and never dropped.
// Layer: grammar/sql.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "grammar/sql/names.h"
#include "grammar/sql/objects.h"
#include "grammar/sql/tables.h"

namespace ashlar::sql {

// Data.

struct Insert {
  QualifiedName table;
  std::vector<Name> columns;
  bool from_query = false;  ///< INSERT … SELECT rather than VALUES
  References references;
  std::shared_ptr<const DataChange> tree;  ///< null where it is too long, or nests too deeply
};
struct Update {
  QualifiedName table;
  std::vector<Name> columns;
  bool has_where = false;
  References references;
  std::shared_ptr<const DataChange> tree;  ///< null where it is too long, or nests too deeply
};
struct Delete {
  QualifiedName table;
  bool has_where = false;
  References references;
  std::shared_ptr<const DataChange> tree;  ///< null where it is too long, or nests too deeply
};
struct Merge {
  QualifiedName table;
  References references;
  std::shared_ptr<const DataChange> tree;  ///< null where it is too long, or nests too deeply
};
/// SELECT, VALUES, TABLE and WITH at the top level. SELECT INTO is a CreateTableAs.
struct Select {
  Query query;
  bool locks_rows = false;  ///< FOR UPDATE and its kin
  /// Tables that data-modifying WITH clauses write.
  std::vector<QualifiedName> writes;
};
struct Copy {
  QualifiedName table;
  bool from = false;         ///< COPY … FROM
  bool standard_io = false;  ///< STDIN or STDOUT: needs a client that feeds data
  References references;
};
struct Truncate {
  std::vector<QualifiedName> tables;
  std::vector<bool> only;  ///< parallel to `tables`
  bool restart_identity = false;
  DropBehavior behavior = DropBehavior::kRestrict;
};
struct Call {
  FunctionCall function;
};
struct DoBlock {
  std::string language = "plpgsql";
  std::string body;
  Span body_span;  ///< of the literal, quotes included
};

// Maintenance.

struct RefreshMaterializedView {
  QualifiedName view;
  bool concurrently = false;
  bool with_data = true;
};
struct Vacuum {
  bool vacuum = true;  ///< false: ANALYZE alone
  bool full = false;
  std::vector<QualifiedName> tables;  ///< empty: all
};
struct Cluster {
  QualifiedName table;  ///< empty: all
  Name index;
};
struct Reindex {
  enum class Target { kIndex, kTable, kSchema, kSystem, kDatabase } target = Target::kIndex;
  QualifiedName name;  ///< empty: the current database
  bool concurrently = false;
};
struct LockTable {
  std::vector<QualifiedName> tables;
  std::string mode;  ///< pg_locks' name: "AccessExclusiveLock", …
};

// Session.

enum class TransactionVerb {
  kBegin,
  kStart,
  kCommit,
  kRollback,
  kSavepoint,
  kRelease,
  kRollbackTo,
  kPrepare,
  kCommitPrepared,
  kRollbackPrepared,
};
struct TransactionControl {
  TransactionVerb verb = TransactionVerb::kBegin;
  std::string savepoint;  ///< of SAVEPOINT, RELEASE and ROLLBACK TO
};
/// SET, RESET, SET LOCAL, SET TRANSACTION.
struct SetVariable {
  std::string name;  ///< "search_path", "role", "session authorization", "transaction", …; "all"
  std::vector<std::string> values;
  bool local = false;
  bool reset = false;
};
struct AlterSystem {
  std::string name;
};
struct Discard {
  std::string what;
};

/// A statement that is read but that no pass needs the inside of; `kind` is the parser's node name,
/// such as "NotifyStmt".
struct OpaqueStatement {
  std::string kind;
};

using AnyStatement =
    std::variant<CreateTable, CreateTableAs, CreateIndex, AlterTable, CreateSchema, CreateSequence,
                 AlterSequence, CreateView, CreateEnum, AlterEnum, CreateComposite, CreateDomain,
                 AlterDomain, CreateDefined, CreateFunction, AlterFunction, CreateTrigger,
                 CreateEventTrigger, CreateRule, CreatePolicy, AlterPolicy, CreateExtension,
                 AlterExtension, CreateStatistics, CreatePublication, CreateOther, AlterOther, Drop,
                 Rename, SetSchema, AlterOwner, Comment, SecurityLabel, OwnedObjects, Grant,
                 GrantRole, AlterDefaultPrivileges, Insert, Update, Delete, Merge, Select, Copy,
                 Truncate, Call, DoBlock, RefreshMaterializedView, Vacuum, Cluster, Reindex,
                 LockTable, TransactionControl, SetVariable, AlterSystem, Discard, OpaqueStatement>;

/// The variant, with copying and destroying compiled once, in statements.cpp: every file that holds
/// a statement would have to instantiate them for all the structs otherwise.
struct StatementNode : AnyStatement {
  using AnyStatement::AnyStatement;
  using AnyStatement::operator=;
  StatementNode();
  StatementNode(const StatementNode& other);
  StatementNode(StatementNode&& other) noexcept;
  StatementNode& operator=(const StatementNode& other);
  StatementNode& operator=(StatementNode&& other) noexcept;
  ~StatementNode();
};

struct Statement {
  StatementNode node;
  /// From the first token to the last, without leading comments, blanks and the semicolon.
  Span span;
};

/// The statement's kind in snake_case, as `plan --format json` prints it: "create_table",
/// "alter_table", "create_index", "drop_table", "rename_column", "opaque", …
[[nodiscard]] std::string kind_name(const Statement& statement);

}  // namespace ashlar::sql
