#pragma once

// Lowers tables, indexes and what they are made of. Layer: grammar/postgres, private.

#include <cstddef>
#include <vector>

#include "grammar/postgres/lowering.h"
#include "grammar/sql/statements.h"

namespace ashlar::postgres {

/// Where the clauses of a column or a domain end: each has a start in the tree, and ends where the
/// next one starts.
class ClauseEnds {
 public:
  /// `end` is one past the last token of the column or domain.
  ClauseEnds(const Lowering& in, const Node& node, std::size_t end);
  [[nodiscard]] std::size_t end_of(std::size_t start) const;

 private:
  std::vector<std::size_t> starts_;
  std::size_t end_;
};

/// The COLLATE clause of a column or a domain.
[[nodiscard]] sql::QualifiedName collation(const Lowering& in, const Node& node);

/// A ColumnDef that stands at its own location.
[[nodiscard]] sql::ColumnDefinition column_definition(const Lowering& in, const Node& node);
/// A Constraint that stands at its own location, as an element of a table or behind ADD.
[[nodiscard]] sql::Constraint table_constraint(const Lowering& in, const Node& node);
/// The Constraint at tokens [first, last).
[[nodiscard]] sql::Constraint constraint_at(const Lowering& in, const Node& node, std::size_t first,
                                            std::size_t last);
/// Writes DEFERRABLE, INITIALLY DEFERRED and NOT VALID, which column constraints have as nodes of
/// their own, into the constraint before them. False: the node is none of these.
[[nodiscard]] bool apply_attribute(const Node& attribute, sql::Constraint& constraint);

/// IndexElem, PartitionElem and StatsElem nodes, whose elements follow the bracket at `open`.
[[nodiscard]] std::vector<sql::IndexElement> index_elements(const Lowering& in,
                                                            const NodeList& list, std::size_t open);
[[nodiscard]] sql::IndexElement index_element(const Lowering& in, const Node& node,
                                              std::size_t first, std::size_t last);
/// INCLUDE (…): columns are IndexElem nodes.
[[nodiscard]] std::vector<sql::Name> element_names(const Lowering& in, const NodeList& list,
                                                   std::size_t open);
[[nodiscard]] sql::PartitionBound partition_bound(const Lowering& in, const Node& node);

[[nodiscard]] sql::StatementNode lower_create_table(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_foreign_table(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_table_as(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_select_into(const Lowering& in, const Node& select);
[[nodiscard]] sql::StatementNode lower_create_index(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_table(const Lowering& in, const Node& node);

}  // namespace ashlar::postgres
