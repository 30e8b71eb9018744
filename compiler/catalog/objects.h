#pragma once

// The objects of a schema as the compiler knows them: what pg_class, pg_attribute, pg_constraint
// and their like hold, by name and by id. Plain values. Layer: compiler/catalog.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "grammar/sql/objects.h"
#include "grammar/sql/tables.h"
#include "grammar/text/span.h"

namespace ashlar::catalog {

/// Identity of an object, as an oid is on a server: kept through renames, never used twice.
/// 0 is no object.
using ObjectId = std::uint32_t;

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
  ObjectId id = 0;  ///< of a user-defined type that the catalog holds
};

struct Column {
  std::uint32_t number = 0;  ///< attnum: from 1, never used again after a drop
  std::string name;
  Type type;
  bool not_null = false;
  std::string default_text;    ///< as written; empty: none
  std::string generated_text;  ///< as written; empty: not generated
  sql::GeneratedKind generated_kind = sql::GeneratedKind::kStored;
  std::optional<sql::IdentityKind> identity;
  ObjectId sequence = 0;        ///< of serial and identity
  bool local = true;            ///< defined here, not only inherited (attislocal)
  std::uint32_t inherited = 0;  ///< from how many parents (attinhcount)
  Origin origin;
};

struct Schema {};

struct IndexKey {
  std::uint32_t column = 0;    ///< 0: an expression
  std::string expression;      ///< as written
  std::string name;            ///< the index's own name for the key: the column's, `lower`, `expr`
  std::string collation;       ///< as written; empty: the default
  std::string operator_class;  ///< as written; empty: the default
  std::string exclude_operator;  ///< of an exclusion constraint
  bool descending = false;
  bool nulls_first = false;
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
  std::vector<ObjectId> inherits;
  ObjectId of_type = 0;
  std::string access_method;  ///< empty: the default
  std::string tablespace;     ///< empty: the default
  bool row_security = false;
  bool force_row_security = false;
};

struct Index {
  ObjectId table = 0;
  std::string method = "btree";
  std::vector<IndexKey> keys;
  std::vector<std::uint32_t> including;
  bool unique = false;
  bool valid = true;
  bool nulls_not_distinct = false;
  std::string predicate;                         ///< as written; empty: not partial
  std::vector<std::uint32_t> mentioned_columns;  ///< in expressions and predicate
  ObjectId constraint = 0;                       ///< that it backs
  ObjectId partition_of = 0;
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
  std::string expression;  ///< of a CHECK, as written
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
  std::vector<std::string> columns;  ///< as far as known
  std::vector<Type> column_types;    ///< parallel to them; an empty name where not known
  std::string query;                 ///< as written
};

struct Sequence {
  sql::Persistence persistence = sql::Persistence::kPermanent;
  ObjectId owner_table = 0;  ///< OWNED BY; 0: none
  std::uint32_t owner_column = 0;
  bool identity = false;
};

struct EnumValue {
  std::string label;
  Origin origin;
};
struct EnumType {
  std::vector<EnumValue> values;  ///< in sort order
};
struct CompositeType {
  std::vector<Column> attributes;
  std::uint32_t next_attribute = 1;
};
struct DomainType {
  Type base;
  bool not_null = false;
  std::string default_text;
};
/// Range, base and shell types.
struct OtherType {};

struct Function {
  sql::ObjectKind kind = sql::ObjectKind::kFunction;  ///< or procedure, aggregate
  std::vector<Type> arguments;                        ///< input arguments
  std::string language;
  sql::Volatility volatility = sql::Volatility::kVolatile;
  /// A SQL function whose body is one constant: the planner puts the constant in its place.
  bool inlines_to_constant = false;
};

struct Trigger {
  ObjectId table = 0;
  ObjectId function = 0;
  bool row = false;
  bool constraint = false;
  sql::TriggerState state = sql::TriggerState::kEnable;
  ObjectId parent = 0;  ///< of the partitioned table's trigger that it copies
};
struct Policy {
  ObjectId table = 0;
};
struct Rule {
  ObjectId table = 0;
};
struct Extension {
  std::string schema;
};
/// Everything else that has a name: collations, operators, publications, servers, …
struct OtherObject {
  sql::ObjectKind kind = sql::ObjectKind::kOther;
  ObjectId table = 0;          ///< of statistics objects
  std::vector<IndexKey> keys;  ///< likewise; columns and expressions
};

using ObjectData =
    std::variant<Schema, Table, Index, Constraint, View, Sequence, EnumType, CompositeType,
                 DomainType, OtherType, Function, Trigger, Policy, Rule, Extension, OtherObject>;

struct Object {
  ObjectId id = 0;
  std::string schema;  ///< empty for what lives in none (schemas, extensions, publications)
  std::string name;
  Origin origin;
  ObjectData data;
};

/// What SQL calls this kind of object.
[[nodiscard]] sql::ObjectKind kind_of(const Object& object);

/// How people name it: `public.products`, `ck_a on public.products`, `public.f(integer)`.
/// Plain words, without quoting, as plans and messages print it; `catalog` resolves the table.
class Catalog;
[[nodiscard]] std::string display_name(const Catalog& catalog, const Object& object);

}  // namespace ashlar::catalog
