#pragma once

// What a statement costs on a live server, given the catalog before it: locks, rewrites, scans,
// index builds, losses, and whether it may run inside a transaction. Claims about PostgreSQL; each
// is checked against a real server by tests/server. Layer: compiler/effects, above
// compiler/catalog.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/apply.h"
#include "compiler/catalog/catalog.h"
#include "grammar/sql/statements.h"

namespace ashlar::effects {

/// PostgreSQL manual, "Explicit Locking", table-level lock modes, weakest first.
enum class LockMode {
  kAccessShare,
  kRowShare,
  kRowExclusive,
  kShareUpdateExclusive,
  kShare,
  kShareRowExclusive,
  kExclusive,
  kAccessExclusive,
};
/// pg_locks' name: "AccessExclusiveLock".
[[nodiscard]] std::string_view to_string(LockMode mode);

/// A relation that existed before the statement.
struct RelationRef {
  catalog::ObjectId id = 0;
  std::string name;  ///< `public.products`
};

struct Lock {
  RelationRef relation;
  LockMode mode = LockMode::kAccessShare;
  /// The statement's own words name it; false: a parent, a referenced table, a dependent.
  bool named = true;
};

enum class LossKind {
  kDatabase,
  kSchema,
  kTable,
  kColumn,
  kRows,
  kMaterializedView,
  kType,
  kSequence,
  kExtension
};
[[nodiscard]] std::string_view to_string(LossKind kind);

/// What cannot be had back. Printed as `table public.products`, `column public.products.sku`.
struct Loss {
  LossKind kind = LossKind::kTable;
  std::string name;
  catalog::Origin origin;         ///< of what is lost
  bool by_cascade = false;        ///< not named by the statement
  std::optional<Location> where;  ///< the words of the statement that name it
  catalog::ObjectId id = 0;       ///< in the catalog before; 0 where unknown to it
};
[[nodiscard]] std::string to_string(const Loss& loss);

/// Why a statement cannot run in a transaction block.
enum class Transactionality {
  kAny,        ///< may run in a transaction block
  kForbidden,  ///< refuses one: CREATE INDEX CONCURRENTLY, VACUUM, … (PreventInTransactionBlock)
};

struct EnumValueUse {
  std::string type;  ///< `public.mood`; empty where a bare literal may be of any enum type
  std::string label;
};

struct Effects {
  std::vector<Lock> locks;            ///< strongest per relation, sorted by name
  std::vector<RelationRef> rewrites;  ///< storage rewritten
  std::vector<RelationRef> scans;     ///< read in full under the lock, but not rewritten
  std::vector<RelationRef> builds;    ///< an index of it is built, but for those of a rewrite
  std::vector<Loss> losses;
  Transactionality transactionality = Transactionality::kAny;
  std::optional<EnumValueUse> adds_enum_value;
};

/// The forecast for one statement on a server of major version `postgres`.
[[nodiscard]] Effects forecast(const sql::Statement& statement, const catalog::Catalog& before,
                               const catalog::Changes& changes, const catalog::Catalog& after,
                               int postgres, const catalog::ApplyContext& context);

/// The same with what runs inside of it (DO, called functions), as `applied` has it.
[[nodiscard]] Effects forecast(const sql::Statement& statement, const catalog::Catalog& before,
                               const catalog::Applied& applied, int postgres,
                               const catalog::ApplyContext& context);

/// True where the statement may use a value of an enum type as data (a default, a cast, an INSERT,
/// …): the label stands as a string literal in it, or it calls what the compiler cannot see into.
/// A value that the same transaction added cannot be used (SQLSTATE 55P04).
[[nodiscard]] bool may_use_enum_value(const sql::Statement& statement,
                                      std::string_view statement_text, const EnumValueUse& value);

}  // namespace ashlar::effects
