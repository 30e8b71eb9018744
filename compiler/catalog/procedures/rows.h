#pragma once

// The system catalogs and the information schema as rows made from a Catalog: what guards in DO
// blocks ask. What the server itself has is left out, as are columns that tell nothing about the
// schema. Private to compiler/catalog.

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/procedures/values.h"

namespace ashlar::catalog::procedures {

struct Row {
  std::vector<Value> values;
  bool present = true;  ///< as far as one can guess
  bool certain = true;  ///< that it is present, or that it is not
};
struct RowSet {
  std::vector<std::string> columns;
  std::vector<Row> rows;
  bool complete = true;  ///< there are no other rows
};

/// Values that rows must have in some columns to be of interest; a relation may leave others out.
using Restriction = std::map<std::string, Value, std::less<>>;

/// Makes the rows of one relation.
class RowMaker {
 public:
  RowMaker(const Catalog& catalog, const Restriction& restriction,
           std::span<const std::string_view> columns);

  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  /// The text that the column must have; nothing where any will do.
  [[nodiscard]] std::optional<std::string> wanted(std::string_view column) const;
  /// The object whose oid the column must have; 0 where any will do.
  [[nodiscard]] ObjectId wanted_object(std::string_view column) const;

  /// A row about the object, in the order of the columns; those at the end may be left out.
  void add(const Object& about, std::vector<Value> values);
  /// There may be rows that are not made.
  void miss_some() { rows_.complete = false; }

  /// Visits what may be a relation (or a type), by name and schema where these columns say so.
  using Visit = std::function<void(const Object&)>;
  void for_each_named(NameSpace space, std::string_view schema_column, std::string_view name_column,
                      const Visit& visit);
  /// Visits constraints, triggers and so on: those of one table or of all, by name where the
  /// column says so.
  void for_each_part(NameSpace space, std::string_view table_oid_column,
                     std::string_view name_column, const Visit& visit);
  /// Visits all objects, or those of the name that the column says.
  void for_each_object(NameSpace space, std::string_view name_column, const Visit& visit);

  [[nodiscard]] RowSet finish() { return std::move(rows_); }

 private:
  void doubt_missing(NameSpace space, const std::string& schema, const std::string& name);

  const Catalog& catalog_;
  const Restriction& restriction_;
  RowSet rows_;
};

struct VirtualRelation {
  std::string_view name;
  std::span<const std::string_view> columns;
  void (*fill)(RowMaker&);
};

/// Those of pg_catalog and of information_schema, by schema and name; null where there is none.
[[nodiscard]] const VirtualRelation* find_virtual_relation(std::string_view schema,
                                                           std::string_view name);
[[nodiscard]] RowSet rows_of(const Catalog& catalog, const VirtualRelation& relation,
                             const Restriction& restriction);

// The parts of the table of virtual relations.
[[nodiscard]] std::span<const VirtualRelation> class_catalogs();      // class_catalogs.cpp
[[nodiscard]] std::span<const VirtualRelation> part_catalogs();       // part_catalogs.cpp
[[nodiscard]] std::span<const VirtualRelation> listing_views();       // listing_views.cpp
[[nodiscard]] std::span<const VirtualRelation> information_schema();  // information_schema.cpp

// What the rows of several relations have in common (row_values.cpp).
[[nodiscard]] Value namespace_of(const Catalog& catalog, const std::string& schema);
[[nodiscard]] Value type_oid(const Type& type);
[[nodiscard]] Value owner_of(const Object& object);
/// relkind; empty for what is no relation.
[[nodiscard]] std::string_view relkind(const Object& object);
[[nodiscard]] std::string_view contype(sql::ConstraintKind kind);
/// Columns of a table, a composite type or a view, with what is known of them.
struct ColumnFacts {
  std::uint32_t number = 0;
  std::string name;
  Type type;
  const Column* column = nullptr;  ///< null: of a view
};
[[nodiscard]] std::vector<ColumnFacts> columns_facts(const Object& relation);

}  // namespace ashlar::catalog::procedures
