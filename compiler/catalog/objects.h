#pragma once

// The objects of a schema as the compiler knows them: what pg_class, pg_attribute, pg_constraint
// and their like hold, by name and by id. Plain values. Layer: compiler/catalog.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/catalog/sql_text.h"
#include "grammar/sql/objects.h"
#include "grammar/sql/tables.h"
#include "grammar/text/span.h"

namespace ashlar::catalog {

/// Where an object came from.
struct Origin {
  std::uint32_t revision = 0;  ///< as given in ApplyContext
  Location where;              ///< the defining words
};

/// A type as the catalog knows it: schema resolved, built-ins in pg_catalog.
struct Type {
  std::string schema;
  std::string name;
  std::vector<std::string> modifiers;
  std::uint32_t array_dimensions = 0;
  ObjectId id = 0;      ///< of a user-defined type that the catalog holds
  bool set_of = false;  ///< of a function's result
};

/// A collation, operator class or operator by name, with its schema where it is not built in.
struct NameRef {
  std::string schema;
  std::string name;  ///< empty: the default
  ObjectId id = 0;   ///< where the catalog holds it

  [[nodiscard]] bool empty() const { return name.empty(); }
};

/// `name = value`, value as the server keeps it (unquoted).
struct Setting {
  std::string name;
  std::string value;
  friend auto operator<=>(const Setting&, const Setting&) = default;
};
using Settings = std::vector<Setting>;

/// One right of an access control list. Roles are named; "" is who runs the history.
struct Grant {
  std::string grantor;
  std::string grantee;    ///< "public" for PUBLIC
  std::string privilege;  ///< upper case: "SELECT", …
  bool grantable = false;
  std::uint32_t column = 0;  ///< 0: the whole object
  friend auto operator<=>(const Grant&, const Grant&) = default;
};

/// What every object may have beside its definition.
struct Annotations {
  std::string comment;  ///< empty: none
  std::map<std::uint32_t, std::string> column_comments;
  std::map<std::string, std::string>
      security_labels;  ///< provider → label; of columns: "provider/N"
  /// Empty where nobody granted or revoked anything; otherwise all that holds, the defaults of
  /// PUBLIC and of the owner included, in the order of the server's list (as aclexplode shows
  /// them).
  std::optional<std::vector<Grant>> privileges;
  /// Of columns, one column after the other; columns without any are not in it.
  std::optional<std::vector<Grant>> column_privileges;
};

/// A row of pg_default_acl: what objects made later by `role` get.
struct DefaultPrivileges {
  std::string role;                                ///< "": who runs the history
  std::string schema;                              ///< empty: in all schemas
  sql::ObjectKind kind = sql::ObjectKind::kTable;  ///< or sequence, function, type, schema
  /// Without a schema all that holds, the owner's rights included; with one what is added.
  std::vector<Grant> privileges;
};

/// The parameters of a sequence as pg_sequence has them.
struct SequenceOptions {
  std::string type = "int8";
  std::int64_t start = 1;
  std::int64_t increment = 1;
  std::int64_t minimum = 1;
  std::int64_t maximum = 9223372036854775807;
  std::int64_t cache = 1;
  bool cycle = false;
};

struct Column {
  std::uint32_t number = 0;  ///< attnum: from 1, never used again after a drop
  std::string name;
  Type type;
  bool not_null = false;
  /// Its NOT NULL constraint's name where the author gave one (18).
  std::string not_null_name;
  SqlText default_value;
  SqlText generated;  ///< empty: not generated
  sql::GeneratedKind generated_kind = sql::GeneratedKind::kStored;
  std::optional<sql::IdentityKind> identity;
  ObjectId sequence = 0;        ///< of serial and identity
  bool local = true;            ///< defined here, not only inherited (attislocal)
  std::uint32_t inherited = 0;  ///< from how many parents (attinhcount)
  NameRef collation;
  std::string storage;      ///< lower case; empty: the type's own
  std::string compression;  ///< lower case; empty: the default
  std::int32_t statistics = -1;
  Settings options;          ///< attoptions: n_distinct, …
  Settings foreign_options;  ///< attfdwoptions
  Origin origin;
};

struct Schema {};

struct IndexKey {
  std::uint32_t column = 0;  ///< 0: an expression
  SqlText expression;
  std::string name;  ///< the index's own name for the key: the column's, `lower`, `expr`
  NameRef collation;
  NameRef operator_class;
  Settings operator_class_options;
  std::string
      exclude_operator;  ///< of an exclusion constraint; with its schema where one is written
  bool descending = false;
  bool nulls_first = false;
  std::int32_t statistics = -1;  ///< ALTER INDEX … ALTER COLUMN … SET STATISTICS
};

struct Table {
  bool foreign = false;
  sql::Persistence persistence = sql::Persistence::kPermanent;
  std::vector<Column> columns;  ///< dropped ones are gone; numbers tell
  std::uint32_t next_column = 1;
  std::optional<sql::PartitionStrategy> partitioned_by;
  std::vector<IndexKey> partition_keys;
  ObjectId partition_of = 0;
  bool default_partition = false;
  SqlText partition_bound;  ///< `FOR VALUES …` or `DEFAULT`
  std::vector<ObjectId> inherits;
  ObjectId of_type = 0;
  std::string access_method;  ///< empty: the default
  std::string tablespace;     ///< empty: the default
  Settings options;           ///< reloptions, those of its TOAST table with `toast.` before them
  std::string on_commit;      ///< of a temporary table
  bool row_security = false;
  bool force_row_security = false;
  std::string replica_identity;  ///< empty: the default; "full", "nothing", "index"
  ObjectId replica_index = 0;
  ObjectId clustered_on = 0;
  std::string server;        ///< of a foreign table
  Settings foreign_options;  ///< likewise
};

struct Index {
  ObjectId table = 0;
  std::string method = "btree";
  std::vector<IndexKey> keys;
  std::vector<std::uint32_t> including;
  /// The index's own names for them, parallel: those of the columns when it was made.
  std::vector<std::string> including_names;
  bool unique = false;
  bool valid = true;
  bool nulls_not_distinct = false;
  SqlText predicate;                             ///< empty: not partial
  std::vector<std::uint32_t> mentioned_columns;  ///< in expressions and predicate
  ObjectId constraint = 0;                       ///< that it backs
  ObjectId partition_of = 0;
  Settings options;
  std::string tablespace;
};

struct Constraint {
  ObjectId table = 0;  ///< or domain
  sql::ConstraintKind kind = sql::ConstraintKind::kCheck;
  std::vector<std::uint32_t> columns;  ///< of a CHECK: those it mentions
  ObjectId index = 0;                  ///< backing a key; of a foreign key, the referenced one
  ObjectId referenced_table = 0;
  std::vector<std::uint32_t> referenced_columns;
  sql::ReferentialAction on_delete = sql::ReferentialAction::kNoAction;
  sql::ReferentialAction on_update = sql::ReferentialAction::kNoAction;
  std::vector<std::uint32_t> on_delete_columns;  ///< SET NULL (a, b)
  SqlText expression;                            ///< of a CHECK
  bool validated = true;
  bool deferrable = false;
  bool initially_deferred = false;
  bool no_inherit = false;
  sql::MatchType match = sql::MatchType::kSimple;
  ObjectId parent = 0;          ///< of the parent table, where it came from there
  bool local = true;            ///< defined here too, not only inherited (conislocal)
  std::uint32_t inherited = 0;  ///< from how many parents (coninhcount)
};

struct View {
  bool materialized = false;
  bool populated = true;
  sql::Persistence persistence = sql::Persistence::kPermanent;
  std::vector<std::string> columns;  ///< as far as known
  std::vector<Type> column_types;    ///< parallel to them; an empty name where not known
  std::map<std::uint32_t, SqlText> column_defaults;  ///< ALTER VIEW … ALTER COLUMN … SET DEFAULT
  SqlText query;
  /// What the query itself calls its columns, parallel to `columns`; where they differ, the names
  /// must be listed: CREATE VIEW v (a, b) AS …
  std::vector<std::string> query_names;
  Settings options;  ///< security_barrier, check_option, …; of a materialized view its storage's
  std::string access_method;
  std::string tablespace;
  ObjectId clustered_on = 0;
};

struct Sequence {
  sql::Persistence persistence = sql::Persistence::kPermanent;
  ObjectId owner_table = 0;  ///< OWNED BY; 0: none
  std::uint32_t owner_column = 0;
  bool identity = false;
  SequenceOptions options;
};

struct EnumValue {
  std::uint32_t number = 0;  ///< its identity: kept through renames, never used twice in the type
  std::string label;
  Origin origin;
};
struct EnumType {
  std::vector<EnumValue> values;  ///< in sort order
  std::uint32_t next_number = 1;
};
struct CompositeType {
  std::vector<Column> attributes;
  std::uint32_t next_attribute = 1;
};
struct DomainType {
  Type base;
  bool not_null = false;
  SqlText default_value;
  NameRef collation;
};
struct RangeType {
  Type subtype;
  NameRef operator_class;
  NameRef collation;
  Settings functions;  ///< canonical, subtype_diff: as names
  ObjectId multirange = 0;
  std::string multirange_name;
};
/// Base types, shell types and the multirange types that range types bring.
struct OtherType {
  bool shell = true;
  ObjectId range = 0;   ///< of a multirange type
  Settings definition;  ///< input, output, internallength, … of a base type
};

struct FunctionParameter {
  std::string name;  ///< empty: none
  Type type;
  sql::ParameterMode mode = sql::ParameterMode::kIn;
  SqlText default_value;
};
struct Function {
  sql::ObjectKind kind = sql::ObjectKind::kFunction;  ///< or procedure, aggregate
  std::vector<Type> arguments;                        ///< input arguments
  std::vector<FunctionParameter> parameters;          ///< all, as declared
  std::optional<Type> returns;  ///< absent: procedures, and what OUT parameters alone say
  std::string language;
  sql::Volatility volatility = sql::Volatility::kVolatile;
  bool strict = false;
  bool security_definer = false;
  bool leakproof = false;
  bool window = false;
  std::string parallel;  ///< "safe", "restricted"; empty: unsafe
  std::string cost;      ///< empty: the default
  std::string rows;      ///< likewise
  std::string support;   ///< likewise
  std::vector<Type> transforms;
  Settings settings;  ///< SET x TO y; the value as SQL
  /// The body where it is a string (of C functions the object file, `link_symbol` beside it).
  std::string body;
  std::string link_symbol;
  SqlText atomic_body;  ///< BEGIN ATOMIC … END, or RETURN …; then `body` is empty
  /// A SQL function whose body is one constant: the planner puts the constant in its place.
  bool inlines_to_constant = false;
  /// Of an aggregate: sfunc, stype, initcond, … as SQL; and how many arguments are direct ones.
  Settings aggregate;
  std::optional<std::uint32_t> direct_arguments;
};

struct Trigger {
  ObjectId table = 0;
  ObjectId function = 0;
  std::string function_name;  ///< as SQL; where the catalog does not hold the function
  bool row = false;
  bool constraint = false;
  sql::CreateTrigger::Timing timing = sql::CreateTrigger::Timing::kAfter;
  std::vector<std::string> events;  ///< "insert", "delete", "update", "truncate"
  std::vector<std::uint32_t> update_columns;
  SqlText when;
  std::vector<std::string> arguments;
  std::string old_table;  ///< REFERENCING OLD TABLE AS
  std::string new_table;
  bool deferrable = false;
  bool initially_deferred = false;
  ObjectId constraint_from = 0;
  sql::TriggerState state = sql::TriggerState::kEnable;
  ObjectId parent = 0;  ///< of the partitioned table's trigger that it copies
};
struct Policy {
  ObjectId table = 0;
  std::string command = "all";
  bool permissive = true;
  std::vector<std::string> roles;  ///< "public" for PUBLIC
  SqlText using_expression;
  SqlText with_check;
};
struct Rule {
  ObjectId table = 0;
  /// What stands after `ON event TO table`: `WHERE … DO [INSTEAD] …`.
  std::string event;
  SqlText definition;
  sql::TriggerState state = sql::TriggerState::kEnable;
};
struct Extension {
  std::string schema;
  std::string version;  ///< empty: the default
};
/// Everything else that has a name: collations, operators, publications, servers, …
struct OtherObject {
  sql::ObjectKind kind = sql::ObjectKind::kOther;
  ObjectId table = 0;                         ///< of statistics objects
  std::vector<IndexKey> keys;                 ///< likewise; columns and expressions
  std::vector<std::string> statistics_kinds;  ///< likewise; empty: all
  std::int32_t statistics_target = -1;
  /// What tells objects of one name apart, as SQL, as COMMENT ON names them: an operator's
  /// `(integer, integer)`, `USING btree` of operator classes and families, a cast's
  /// `(text AS mood)` and a transform's `FOR hstore LANGUAGE plperl` (which have no name).
  std::string signature;
  std::string manner;           ///< DEFAULT of a conversion, TRUSTED of a language
  std::vector<Type> arguments;  ///< that stand in it; an operator's missing side has no name
  /// The statement that makes it, all after its name (CREATE CAST, TRANSFORM and OPERATOR FAMILY
  /// have the signature there, before this); sites follow renames.
  SqlText definition;
  /// Further statements that complete it, as `ALTER <kind> <name> <addition>` (ADD MAPPING of text
  /// search, ADD TABLE of publications), in order. Operator families have their signature after
  /// the name.
  std::vector<SqlText> additions;
};

using AnyObject = std::variant<Schema, Table, Index, Constraint, View, Sequence, EnumType,
                               CompositeType, DomainType, RangeType, OtherType, Function, Trigger,
                               Policy, Rule, Extension, OtherObject>;

/// The variant, with copying and destroying compiled once, in objects.cpp: they are long, and every
/// file that sees a catalog would have to instantiate them otherwise.
struct ObjectData : AnyObject {
  using AnyObject::AnyObject;
  using AnyObject::operator=;
  ObjectData();
  ObjectData(const ObjectData& other);
  ObjectData(ObjectData&& other) noexcept;
  ObjectData& operator=(const ObjectData& other);
  ObjectData& operator=(ObjectData&& other) noexcept;
  ~ObjectData();
};

struct Object {
  ObjectId id = 0;
  std::string schema;  ///< empty for what lives in none (schemas, extensions, publications)
  std::string name;
  Origin origin;
  ObjectData data;
  std::string owner;  ///< a role; empty: who runs the history
  Annotations annotations;
  ObjectId extension = 0;  ///< it is a member of: not printed, not dropped alone
};

/// What SQL calls this kind of object.
[[nodiscard]] sql::ObjectKind kind_of(const Object& object);

/// How people name it: `public.products`, `ck_a on public.products`, `public.f(integer)`.
/// Plain words, without quoting, as plans and messages print it; `catalog` resolves the table.
class Catalog;
[[nodiscard]] std::string display_name(const Catalog& catalog, const Object& object);

}  // namespace ashlar::catalog
