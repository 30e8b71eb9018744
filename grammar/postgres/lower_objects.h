#pragma once

// Lowers definitions of everything but tables and indexes, and the statements that serve all kinds
// of object. Layer: grammar/postgres, private.

#include <cstddef>
#include <string_view>

#include "grammar/postgres/lowering.h"
#include "grammar/sql/statements.h"

namespace ashlar::postgres {

/// OBJECT_… of the tree.
[[nodiscard]] sql::ObjectKind object_kind(std::string_view name);

/// The object that a node names, from token `at` on: a list of names, one name, a type, or a
/// function with its arguments, as its kind has it. Moves `at` past it.
[[nodiscard]] sql::ObjectRef object_ref(const Lowering& in, sql::ObjectKind kind, const Node& node,
                                        std::size_t& at);
/// One past the words of a kind at token `at`: MATERIALIZED VIEW, [PROCEDURAL] LANGUAGE, ….
[[nodiscard]] std::size_t after_kind(const Tokens& tokens, std::size_t at, sql::ObjectKind kind);
/// One past `IF EXISTS` or `IF NOT EXISTS` at token `at`, where `present` says that it stands
/// there.
[[nodiscard]] std::size_t after_guard(const Tokens& tokens, std::size_t at, bool present);

}  // namespace ashlar::postgres
