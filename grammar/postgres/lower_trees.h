#pragma once

// Lowers expressions and queries to the trees of grammar/sql/expressions.h. The parser's tree has
// starts of some nodes and no ends: a node's span is made from those of its parts, brackets that
// open or close inside of it added. Layer: grammar/postgres, private.

#include <cstddef>
#include <memory>

#include "grammar/postgres/lowering.h"
#include "grammar/sql/expressions.h"
#include "grammar/sql/objects.h"

namespace ashlar::postgres {

/// The tree of an expression; null where it nests too deeply.
[[nodiscard]] sql::ExprPtr expression_tree(const Lowering& in, const Node& node);
/// The tree of the query at tokens [first, last); null for what is no query, and likewise.
[[nodiscard]] sql::SelectPtr query_tree(const Lowering& in, const Node& node, std::size_t first,
                                        std::size_t last);
/// The tree of the INSERT, UPDATE, DELETE or MERGE at tokens [first, last); null likewise.
[[nodiscard]] sql::DataChangePtr data_change_tree(const Lowering& in, const Node& node,
                                                  std::size_t first, std::size_t last);

}  // namespace ashlar::postgres
