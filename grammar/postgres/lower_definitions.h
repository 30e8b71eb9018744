#pragma once

// What definitions that are kept as text name: the types, functions and operators in CREATE CAST,
// OPERATOR CLASS, AGGREGATE, TEXT SEARCH CONFIGURATION and their kin. Each is found with its place,
// so that a rename of what it names reaches the text. Layer: grammar/postgres, private.

#include <cstddef>
#include <vector>

#include "grammar/postgres/lowering.h"
#include "grammar/sql/objects.h"

namespace ashlar::postgres {

/// Of a list of DefElem `name = value`: the values that name an object.
[[nodiscard]] std::vector<sql::ObjectRef> mentions_of_options(const Lowering& in,
                                                              sql::ObjectKind kind,
                                                              const NodeList& list);

/// Of CREATE CAST, TRANSFORM, CONVERSION, LANGUAGE, ACCESS METHOD, OPERATOR CLASS, and ALTER
/// OPERATOR FAMILY and TEXT SEARCH CONFIGURATION, whose definition begins at token `from`.
[[nodiscard]] std::vector<sql::ObjectRef> mentions_of_definition(const Lowering& in,
                                                                 const Node& node,
                                                                 std::size_t from);

}  // namespace ashlar::postgres
