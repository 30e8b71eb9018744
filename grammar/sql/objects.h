#pragma once

// Definitions of everything but tables and indexes, and the statements that serve all kinds of
// object: DROP, RENAME, SET SCHEMA, OWNER, COMMENT, GRANT. Layer: grammar/sql.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grammar/sql/names.h"
#include "grammar/sql/tables.h"

namespace ashlar::sql {

/// Names one object of any kind. For what belongs to a table (column, constraint, trigger, rule,
/// policy) `name` is the table and `part` its part; for a function `arguments` are its types.
struct ObjectRef {
  ObjectKind kind = ObjectKind::kOther;
  QualifiedName name;
  Name part;
  std::vector<TypeName> arguments;
  bool has_arguments = false;  ///< `f` and `f()` differ
};

struct DataChange;  // expressions.h
struct Statement;   // statements.h

/// A statement inside of a rule or of a SQL function's body: a query, or one that changes data
/// (then `query` has its place and what it mentions, and no tree).
struct InnerStatement {
  Query query;
  std::shared_ptr<const DataChange> data_change;  ///< shared as trees are
};

struct CreateSchema {
  Name name;  ///< empty: the name of the owner
  bool if_not_exists = false;
  std::string owner;
  /// Statements inside of CREATE SCHEMA: where they stand, and what they say.
  std::vector<Span> elements;
  std::vector<std::shared_ptr<const Statement>> statements;
};

struct CreateSequence {
  QualifiedName name;
  Persistence persistence = Persistence::kPermanent;
  bool if_not_exists = false;
  std::vector<Option> options;
  std::optional<QualifiedName> owned_by_table;
  Name owned_by_column;
};
struct AlterSequence {
  QualifiedName name;
  bool if_exists = false;
  std::vector<Option> options;
  bool changes_owner = false;                   ///< an OWNED BY clause stands in the statement
  std::optional<QualifiedName> owned_by_table;  ///< absent with changes_owner: OWNED BY NONE
  Name owned_by_column;
};

struct CreateView {
  QualifiedName name;
  Persistence persistence = Persistence::kPermanent;
  bool or_replace = false;
  std::vector<Name> columns;
  Query query;
  std::vector<Option> options;
  std::string check_option;  ///< "local", "cascaded"; empty
};

struct CreateEnum {
  QualifiedName name;
  std::vector<Name> values;
};
struct AlterEnum {
  QualifiedName name;
  Name new_value;  ///< ADD VALUE, or the new name of RENAME VALUE
  Name old_value;  ///< RENAME VALUE only
  Name neighbor;   ///< BEFORE / AFTER
  bool after = true;
  bool if_not_exists = false;
};
struct CreateComposite {
  QualifiedName name;
  std::vector<ColumnDefinition> attributes;
};
struct CreateDomain {
  QualifiedName name;
  TypeName type;
  bool not_null = false;
  std::optional<Expression> default_value;
  QualifiedName collation;
  std::vector<Constraint> constraints;
};
struct AlterDomain {
  QualifiedName name;
  enum class Change {
    kDefault,
    kDropDefault,
    kSetNotNull,
    kDropNotNull,
    kAddConstraint,
    kDropConstraint,
    kValidateConstraint
  } change = Change::kDefault;
  std::optional<Expression> default_value;
  std::optional<Constraint> constraint;
  Name constraint_name;
  bool if_exists = false;
  DropBehavior behavior = DropBehavior::kRestrict;
};
enum class ParameterMode { kIn, kOut, kInOut, kVariadic, kTable };
struct Parameter {
  Name name;
  TypeName type;
  ParameterMode mode = ParameterMode::kIn;
  std::optional<Expression> default_value;
};
/// CREATE TYPE … AS RANGE, base and shell types, CREATE AGGREGATE, OPERATOR, COLLATION, TEXT
/// SEARCH.
struct CreateDefined {
  ObjectKind kind = ObjectKind::kType;
  QualifiedName name;
  bool or_replace = false;
  bool if_not_exists = false;
  bool range = false;                 ///< a type AS RANGE
  std::vector<TypeName> arguments;    ///< of an aggregate
  std::vector<Parameter> parameters;  ///< likewise, `arguments` with their modes and names
  /// Of an ordered-set aggregate: how many of the arguments are direct.
  std::optional<std::uint32_t> direct_arguments;
  std::vector<Option> options;
  Span definition;                  ///< all after the name (of an aggregate, its arguments)
  std::vector<ObjectRef> mentions;  ///< types, functions and the like that the options name
};

enum class Volatility { kVolatile, kStable, kImmutable };
struct CreateFunction {
  QualifiedName name;
  bool procedure = false;
  bool or_replace = false;
  std::vector<Parameter> parameters;
  std::optional<TypeName> returns;
  std::string language = "sql";
  Volatility volatility = Volatility::kVolatile;
  bool strict = false;
  bool security_definer = false;
  bool leakproof = false;
  bool window = false;
  std::string parallel;   ///< as written, lower case; empty: not said
  std::string cost;       ///< likewise
  std::string rows;       ///< likewise
  QualifiedName support;  ///< likewise
  std::vector<TypeName> transforms;
  std::vector<Option> settings;  ///< SET x = y; see `AlterFunction::options`
  /// The body's text where it is a string; the span covers the literal. Absent for BEGIN ATOMIC.
  std::optional<std::string> body;
  Span body_span;
  std::optional<std::string> link_symbol;  ///< of C functions, the second string of AS
  Span language_span;                      ///< of the word after LANGUAGE; empty: not said
  /// BEGIN ATOMIC … END or RETURN …, and the statements or the expression in it.
  Span atomic_body;
  std::vector<InnerStatement> statements;
  std::optional<Expression> returned;
  References references;  ///< of BEGIN ATOMIC and RETURN bodies
};
/// Options are named `volatility`, `strict`, `cost`, …; settings `set x`, with the value as SQL
/// (FROM CURRENT as these words), and `reset x`, `reset all`.
struct AlterFunction {
  ObjectRef function;
  std::vector<Option> options;
};

struct CreateTrigger {
  Name name;
  QualifiedName table;
  QualifiedName function;
  bool or_replace = false;
  bool constraint = false;
  bool row = false;
  enum class Timing { kBefore, kAfter, kInsteadOf } timing = Timing::kAfter;
  std::vector<std::string> events;  ///< "insert", "update", "delete", "truncate"
  std::vector<Name> update_columns;
  std::optional<Expression> when;
  std::vector<std::string> arguments;
  std::string old_table;  ///< REFERENCING OLD TABLE AS
  std::string new_table;
  bool deferrable = false;
  bool initially_deferred = false;
  QualifiedName constraint_from;  ///< FROM of a constraint trigger
};
struct CreateEventTrigger {
  Name name;
  std::string event;
  QualifiedName function;
  std::vector<std::string> tags;  ///< WHEN TAG IN (…)
};
struct CreateRule {
  Name name;
  QualifiedName table;
  bool or_replace = false;
  std::string event;  ///< "select", "insert", "update", "delete"
  bool instead = false;
  std::optional<Expression> where;
  std::vector<InnerStatement> actions;  ///< empty: NOTHING
  Span definition;                      ///< all after the table
  References references;
};
struct CreatePolicy {
  Name name;
  QualifiedName table;
  std::string command;  ///< "all", "select", …
  bool permissive = true;
  std::vector<std::string> roles;
  std::optional<Expression> using_expression;
  std::optional<Expression> with_check;
};
struct AlterPolicy {
  Name name;
  QualifiedName table;
  std::vector<std::string> roles;
  std::optional<Expression> using_expression;
  std::optional<Expression> with_check;
};

struct CreateExtension {
  Name name;
  bool if_not_exists = false;
  Name schema;
  std::string version;
  bool cascade = false;
};
struct AlterExtension {
  Name name;
  std::string version;              ///< UPDATE TO
  std::optional<ObjectRef> member;  ///< ADD / DROP
  bool add = true;
};
struct CreateStatistics {
  QualifiedName name;  ///< empty: PostgreSQL makes it up
  QualifiedName table;
  bool if_not_exists = false;
  std::vector<std::string> kinds;
  std::vector<IndexElement> elements;
};
/// What of a table is published: `(a, b) WHERE (condition)`.
struct PublishedPart {
  bool only = false;          ///< not the tables that inherit from it
  std::vector<Name> columns;  ///< empty: all
  std::optional<Expression> where;
};
struct CreatePublication {
  Name name;
  bool all_tables = false;
  std::vector<QualifiedName> tables;
  std::vector<PublishedPart> parts;  ///< parallel to `tables`
  std::vector<Name> schemas;         ///< TABLES IN SCHEMA; CURRENT_SCHEMA has an empty text
  std::vector<Option> options;
};
/// ALTER PUBLICATION … ADD, SET, DROP of tables and schemas.
struct PublicationChange {
  enum class Action { kAdd, kSet, kDrop } action = Action::kAdd;
  std::vector<QualifiedName> tables;
  std::vector<PublishedPart> parts;  ///< parallel to `tables`
  std::vector<Name> schemas;
};
/// Roles, databases, tablespaces, subscriptions, foreign servers, casts, …: known by kind and name.
struct CreateOther {
  ObjectKind kind = ObjectKind::kOther;
  QualifiedName name;
  bool or_replace = false;
  bool if_not_exists = false;
  std::vector<Option> options;
  std::vector<TypeName> arguments;  ///< of a cast its two types, of a transform its one
  Name method;                      ///< of operator classes and families, what USING names
  std::string manner;               ///< DEFAULT of a conversion, TRUSTED of a language
  Span definition;                  ///< all after the name
  std::vector<ObjectRef> mentions;  ///< types, functions and the like in it
};
/// ALTER of a kind whose details no pass needs yet.
struct AlterOther {
  ObjectRef object;
  bool if_exists = false;
  std::vector<Option> options;
  Span definition;                  ///< all after the name
  std::vector<ObjectRef> mentions;  ///< types, functions and the like in it
  std::optional<PublicationChange> publication;
};

struct Drop {
  ObjectKind kind = ObjectKind::kTable;
  std::vector<ObjectRef> objects;
  bool if_exists = false;
  bool concurrently = false;
  DropBehavior behavior = DropBehavior::kRestrict;
};
struct Rename {
  ObjectRef object;
  ObjectKind relation_kind = ObjectKind::kTable;  ///< of what a column or constraint belongs to
  Name new_name;
  bool if_exists = false;
  DropBehavior behavior = DropBehavior::kRestrict;
};
struct SetSchema {
  ObjectRef object;
  Name new_schema;
  bool if_exists = false;
};
struct AlterOwner {
  ObjectRef object;
  std::string owner;
};
struct Comment {
  ObjectRef object;
  std::optional<std::string> text;  ///< absent: IS NULL
};
struct SecurityLabel {
  std::string provider;  ///< empty: the only one
  ObjectRef object;
  std::optional<std::string> text;  ///< absent: IS NULL
};
/// REASSIGN OWNED, DROP OWNED.
struct OwnedObjects {
  bool drop = false;
  std::vector<std::string> roles;
  std::string new_owner;  ///< of REASSIGN
  DropBehavior behavior = DropBehavior::kRestrict;
};
struct Privilege {
  std::string name;  ///< lower case; "all"
  std::vector<Name> columns;
};
struct Grant {
  bool grant = true;  ///< false: REVOKE
  std::vector<Privilege> privileges;
  ObjectKind kind = ObjectKind::kTable;
  std::vector<ObjectRef> objects;
  std::vector<Name> all_in_schemas;   ///< ALL TABLES IN SCHEMA …
  std::vector<std::string> grantees;  ///< "public" for PUBLIC
  bool grant_option = false;
  DropBehavior behavior = DropBehavior::kRestrict;
};
struct GrantRole {
  bool grant = true;
  std::vector<std::string> roles;
  std::vector<std::string> grantees;
};
struct AlterDefaultPrivileges {
  std::vector<Name> schemas;
  std::vector<std::string> roles;
  Grant grant;
};

}  // namespace ashlar::sql
