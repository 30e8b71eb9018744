#pragma once

// The tree of a text that is one statement, for readings of a single statement's shape.
// Layer: grammar/postgres, private.

#include <functional>
#include <string_view>

#include "grammar/postgres/lowering.h"

namespace ashlar::postgres {

/// Calls `read` with the statement's tree and tokens; false where the text is not one statement, or
/// nests too deeply. Spans are offsets in `sql`.
bool with_statement_tree(std::string_view sql,
                         const std::function<void(const Lowering&, const Node&)>& read);

}  // namespace ashlar::postgres
