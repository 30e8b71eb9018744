#pragma once

// The pieces that a schema is printed from. Each family of objects has a function that adds the
// pieces of one object; dependency_order.h puts them in order. Layer: compiler/schema, for
// schema_sql.cpp and the files of this folder.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace ashlar::schema {

using catalog::Catalog;
using catalog::Object;
using catalog::ObjectId;
using catalog::SqlText;

/// Where a piece stands as long as nothing that it needs stands later.
enum class Rank : std::uint8_t {
  kSchema,
  kExtension,
  kCollation,
  kShellType,
  kType,
  kRoutine,
  kOperator,
  kOperatorClass,  ///< whose operators may stand in it without the types that tell which they are
  kSequence,
  kTable,
  kView,
  kForeignKey,
  kOther,
  kSubscriber,  ///< event triggers, publications: they see what others do
  kDefaultPrivileges,
};

/// The pieces of one table, in the order in which they are readable.
enum class TablePart : std::uint8_t { kDefinition, kAttachment, kIndex, kState, kTrigger };

/// Statements that stand together.
struct Entry {
  Rank rank = Rank::kOther;
  std::string schema;
  std::string name;  ///< of the table, where it belongs to one
  TablePart part = TablePart::kDefinition;
  std::string part_name;
  std::string text;             ///< each statement with its semicolon and line end
  std::vector<ObjectId> makes;  ///< what exists once it has run
  std::vector<ObjectId> needs;  ///< what must exist before
  /// A view of the same columns, for what reads it: the view itself replaces it later.
  bool stand_in = false;
  /// Schemas besides `public` whose operators the text uses but cannot name.
  std::vector<std::string> path;
};
using Entries = std::vector<Entry>;

/// A type that is only declared yet has this beside its id in `makes` and `needs`.
inline constexpr ObjectId kShell = 0x80000000U;
/// Likewise a partition that has got its place.
inline constexpr ObjectId kAttached = 0x40000000U;
/// Likewise a table that has its first columns, of those that get the others later.
inline constexpr ObjectId kBegun = 0x10000000U;
/// Likewise, in `needs` alone, what the text hangs on without a word of it: the operator of IN.
inline constexpr ObjectId kUnspelled = 0x20000000U;

/// What the functions below see.
struct Printing {
  const Catalog& catalog;
  /// What lies on a circle of needs: a table's defaults and checks stand in statements of their own
  /// there.
  std::vector<ObjectId> apart;  ///< sorted

  [[nodiscard]] bool is_apart(ObjectId id) const {
    return std::binary_search(apart.begin(), apart.end(), id);
  }
};

// One function a family; each adds what the object needs printed.
void add_schema(const Printing& printing, const Object& object, Entries& entries);
void add_extension(const Printing& printing, const Object& object, Entries& entries);
void add_table(const Printing& printing, const Object& object, Entries& entries);
void add_index(const Printing& printing, const Object& object, Entries& entries);
void add_constraint(const Printing& printing, const Object& object, Entries& entries);
void add_view(const Printing& printing, const Object& object, Entries& entries);
void add_sequence(const Printing& printing, const Object& object, Entries& entries);
void add_type(const Printing& printing, const Object& object, Entries& entries);
void add_function(const Printing& printing, const Object& object, Entries& entries);
void add_trigger(const Printing& printing, const Object& object, Entries& entries);
void add_policy(const Printing& printing, const Object& object, Entries& entries);
void add_rule(const Printing& printing, const Object& object, Entries& entries);
void add_other(const Printing& printing, const Object& object, Entries& entries);
/// After everything else, or they would change what is made.
void add_default_privileges(const Printing& printing, Entries& entries);

/// All pieces of the schema, or of these objects, in no order.
[[nodiscard]] Entries all_entries(const Catalog& catalog);
[[nodiscard]] Entries entries_of_objects(const Catalog& catalog,
                                         const std::vector<ObjectId>& objects);

/// `name type COLLATE … DEFAULT … NOT NULL` of a table's column, as ADD COLUMN has it.
[[nodiscard]] std::string column_definition(const Printing& printing, const Object& table,
                                            const catalog::Column& column);

}  // namespace ashlar::schema
