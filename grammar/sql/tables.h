#pragma once

// CREATE TABLE, ALTER TABLE, CREATE INDEX and what they are made of: columns, constraints,
// partitioning. Layer: grammar/sql.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "grammar/sql/names.h"

namespace ashlar::sql {

enum class ConstraintKind { kPrimaryKey, kUnique, kForeignKey, kCheck, kExclusion, kNotNull };
enum class ReferentialAction { kNoAction, kRestrict, kCascade, kSetNull, kSetDefault };
enum class MatchType { kSimple, kFull, kPartial };

/// A key column or expression of an index or an exclusion constraint.
struct IndexElement {
  std::optional<Expression> expression;  ///< absent: a plain column
  Name column;                           ///< empty where it is an expression
  QualifiedName collation;               ///< empty name: default
  QualifiedName operator_class;          ///< empty name: default
  std::vector<Option> operator_class_options;
  bool descending = false;
  std::optional<bool> nulls_first;  ///< absent: the default of the direction
  QualifiedName exclude_operator;   ///< for EXCLUDE only: the operator after WITH
  Span span;
};

/// A constraint, written at a column or for the whole table.
struct Constraint {
  ConstraintKind kind = ConstraintKind::kCheck;
  Name name;                             ///< empty: PostgreSQL makes it up
  std::vector<Name> columns;             ///< at a column: that one column
  std::vector<Name> including;           ///< INCLUDE
  std::optional<Expression> expression;  ///< CHECK
  std::vector<IndexElement> elements;    ///< EXCLUDE
  std::optional<Expression> predicate;   ///< EXCLUDE … WHERE
  std::string access_method;             ///< EXCLUDE USING
  QualifiedName referenced_table;        ///< FOREIGN KEY
  std::vector<Name> referenced_columns;  ///< FOREIGN KEY; empty: the primary key
  ReferentialAction on_delete = ReferentialAction::kNoAction;
  ReferentialAction on_update = ReferentialAction::kNoAction;
  std::vector<Name> on_delete_columns;  ///< SET NULL (a, b)
  MatchType match = MatchType::kSimple;
  Name using_index;             ///< UNIQUE or PRIMARY KEY USING INDEX
  std::vector<Option> options;  ///< WITH (…)
  Name tablespace;
  bool deferrable = false;
  bool initially_deferred = false;
  bool not_valid = false;
  bool no_inherit = false;
  bool nulls_not_distinct = false;
  bool at_column = false;  ///< written behind a column, not as an element of its own
  Span span;
};

enum class GeneratedKind { kStored, kVirtual };
enum class IdentityKind { kAlways, kByDefault };

struct ColumnDefinition {
  Name name;
  std::optional<TypeName> type;  ///< absent in CREATE TABLE OF and partitions
  bool not_null = false;
  std::optional<Expression> default_value;
  std::optional<Expression> generated;
  GeneratedKind generated_kind = GeneratedKind::kStored;
  std::optional<IdentityKind> identity;
  std::vector<Option> identity_options;
  QualifiedName collation;
  std::string storage;
  std::string compression;
  std::vector<Option> foreign_options;
  std::vector<Constraint> constraints;  ///< all but NULL, NOT NULL, DEFAULT, GENERATED
  Name not_null_constraint;             ///< CONSTRAINT n NOT NULL
  Span span;
};

struct LikeClause {
  QualifiedName table;
  std::vector<std::string> including;  ///< "all", "defaults", "constraints", "indexes", …
  Span span;
};

enum class PartitionStrategy { kRange, kList, kHash };

struct PartitionBy {
  PartitionStrategy strategy = PartitionStrategy::kRange;
  std::vector<IndexElement> elements;
  Span span;
};

struct PartitionBound {
  bool is_default = false;
  Span span;  ///< `FOR VALUES …` or `DEFAULT`
};

struct CreateTable {
  QualifiedName name;
  Persistence persistence = Persistence::kPermanent;
  bool if_not_exists = false;
  std::vector<ColumnDefinition> columns;
  std::vector<Constraint> constraints;
  std::vector<LikeClause> likes;
  std::vector<QualifiedName> inherits;
  std::optional<QualifiedName> partition_of;
  std::optional<PartitionBound> bound;
  std::optional<PartitionBy> partition_by;
  std::optional<QualifiedName> of_type;
  std::vector<Option> options;
  std::string access_method;
  Name tablespace;
  std::string on_commit;  ///< "drop", "delete rows", "preserve rows"; empty
  Name server;            ///< CREATE FOREIGN TABLE … SERVER
  std::vector<Option> foreign_options;
};

/// CREATE TABLE AS, CREATE MATERIALIZED VIEW, SELECT INTO.
struct CreateTableAs {
  QualifiedName name;
  Persistence persistence = Persistence::kPermanent;
  bool materialized = false;
  bool if_not_exists = false;
  bool with_data = true;
  std::vector<Name> columns;
  Query query;
  std::vector<Option> options;
  std::string access_method;
  Name tablespace;
  std::string on_commit;  ///< as in CreateTable
};

struct CreateIndex {
  Name name;  ///< empty: PostgreSQL makes it up
  QualifiedName table;
  bool unique = false;
  bool concurrently = false;
  bool if_not_exists = false;
  bool only = false;
  bool nulls_not_distinct = false;
  std::string method = "btree";
  std::vector<IndexElement> elements;
  std::vector<Name> including;
  std::optional<Expression> predicate;
  std::vector<Option> options;
  Name tablespace;
};

// ALTER TABLE, one struct a subcommand. The same subcommands serve ALTER INDEX, VIEW, SEQUENCE,
// MATERIALIZED VIEW and FOREIGN TABLE, as in the server's grammar (AlterTableStmt).

struct AddColumn {
  ColumnDefinition column;
  bool if_not_exists = false;
};
struct DropColumn {
  Name column;
  bool if_exists = false;
  DropBehavior behavior = DropBehavior::kRestrict;
};
struct AlterColumnType {
  Name column;
  TypeName type;
  QualifiedName collation;
  std::optional<Expression> using_expression;
};
struct SetColumnDefault {
  Name column;
  std::optional<Expression> value;  ///< absent: DROP DEFAULT
};
struct SetColumnNotNull {
  Name column;
  bool not_null = true;  ///< false: DROP NOT NULL
};
enum class ColumnProperty { kStatistics, kStorage, kCompression, kOptions, kForeignOptions };
struct SetColumnProperty {
  Name column;
  ColumnProperty property = ColumnProperty::kStorage;
  bool reset = false;
  std::vector<Option> options;  ///< one, of empty name, where the property is a plain value
};
struct AlterColumnGenerated {
  Name column;
  std::optional<Expression> expression;  ///< SET EXPRESSION (17); absent: DROP EXPRESSION
  bool if_exists = false;
};
enum class IdentityChange { kAdd, kSet, kDrop };
struct AlterColumnIdentity {
  Name column;
  IdentityChange change = IdentityChange::kAdd;
  std::optional<IdentityKind> kind;
  std::vector<Option> options;
  bool if_exists = false;
};
struct AddConstraint {
  Constraint constraint;
};
struct AlterConstraint {
  Name constraint;
  bool deferrable = false;
  bool initially_deferred = false;
};
struct DropConstraint {
  Name constraint;
  bool if_exists = false;
  DropBehavior behavior = DropBehavior::kRestrict;
};
struct ValidateConstraint {
  Name constraint;
};
struct AttachPartition {
  QualifiedName partition;
  std::optional<PartitionBound> bound;  ///< absent: ALTER INDEX … ATTACH PARTITION
};
struct DetachPartition {
  QualifiedName partition;
  bool concurrently = false;
  bool finalize = false;
};
struct SetInherit {
  QualifiedName parent;
  bool inherit = true;  ///< false: NO INHERIT
};
struct ChangeOwner {
  std::string owner;
};
struct SetOptions {
  std::vector<Option> options;
  bool reset = false;
  bool foreign = false;  ///< OPTIONS (…) of a foreign table
};
enum class RowSecurity { kEnable, kDisable, kForce, kNoForce };
struct SetRowSecurity {
  RowSecurity state = RowSecurity::kEnable;
};
enum class TriggerState { kEnable, kEnableAlways, kEnableReplica, kDisable };
struct SetTriggerState {
  Name trigger;  ///< empty: see `scope`
  TriggerState state = TriggerState::kEnable;
  std::string scope;  ///< "all" or "user" where no trigger is named
  bool rule = false;  ///< ENABLE/DISABLE RULE
};
struct SetPersistence {
  Persistence persistence = Persistence::kPermanent;  ///< SET LOGGED is kPermanent
};
struct SetTablespace {
  Name tablespace;
};
struct SetAccessMethod {
  std::string method;
};
struct SetReplicaIdentity {
  std::string kind;  ///< "default", "full", "nothing", "index"
  Name index;
};
struct SetCluster {
  Name index;  ///< empty: SET WITHOUT CLUSTER
};
/// A subcommand that no pass needs yet; `keyword` is the server's name for it (AT_…).
struct OtherTableAction {
  std::string keyword;
  QualifiedName type;  ///< of OF type (AT_AddOf)
};

using TableActionNode =
    std::variant<AddColumn, DropColumn, AlterColumnType, SetColumnDefault, SetColumnNotNull,
                 SetColumnProperty, AlterColumnGenerated, AlterColumnIdentity, AddConstraint,
                 AlterConstraint, DropConstraint, ValidateConstraint, AttachPartition,
                 DetachPartition, SetInherit, ChangeOwner, SetOptions, SetRowSecurity,
                 SetTriggerState, SetPersistence, SetTablespace, SetAccessMethod,
                 SetReplicaIdentity, SetCluster, OtherTableAction>;

struct TableAction {
  TableActionNode node;
  Span span;
};

/// What kind of object a statement names. Also the vocabulary of DROP, RENAME, COMMENT, OWNER.
enum class ObjectKind {
  kTable,
  kForeignTable,
  kIndex,
  kSequence,
  kView,
  kMaterializedView,
  kColumn,
  kConstraint,
  kDomainConstraint,
  kSchema,
  kType,
  kDomain,
  kAttribute,
  kEnumValue,
  kFunction,
  kProcedure,
  kRoutine,
  kAggregate,
  kOperator,
  kOperatorClass,
  kOperatorFamily,
  kCast,
  kCollation,
  kConversion,
  kTrigger,
  kEventTrigger,
  kRule,
  kPolicy,
  kExtension,
  kLanguage,
  kStatistics,
  kPublication,
  kSubscription,
  kForeignDataWrapper,
  kForeignServer,
  kUserMapping,
  kTextSearchConfiguration,
  kTextSearchDictionary,
  kTextSearchParser,
  kTextSearchTemplate,
  kAccessMethod,
  kTransform,
  kRole,
  kDatabase,
  kTablespace,
  kLargeObject,
  kOther,
};

/// The words of SQL for a kind: "table", "materialized view", …
[[nodiscard]] std::string_view to_string(ObjectKind kind);

struct AlterTable {
  ObjectKind kind = ObjectKind::kTable;
  QualifiedName name;
  bool if_exists = false;
  bool only = false;
  std::vector<TableAction> actions;
};

}  // namespace ashlar::sql
