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

/// A function or operator with its arguments, at token `at`; moves `at` past it.
[[nodiscard]] sql::ObjectRef routine_ref(const Lowering& in, sql::ObjectKind kind, const Node& node,
                                         std::size_t& at);
/// A FunctionParameter.
[[nodiscard]] sql::Parameter parameter(const Lowering& in, const Node& node);
/// One past CREATE [OR REPLACE].
[[nodiscard]] std::size_t after_create(const Tokens& tokens);

[[nodiscard]] sql::StatementNode lower_create_schema(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_sequence(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_sequence(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_view(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_enum(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_enum(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_composite(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_domain(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_domain(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_range(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_define(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_function(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_function(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_trigger(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_event_trigger(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_rule(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_policy(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_policy(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_extension(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_extension(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_extension_contents(const Lowering& in,
                                                                const Node& node);
[[nodiscard]] sql::StatementNode lower_create_statistics(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_publication(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_create_other(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_alter_other(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_security_label(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_owned(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_grant(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_grant_role(const Lowering& in, const Node& node);
[[nodiscard]] sql::StatementNode lower_default_privileges(const Lowering& in, const Node& node);

}  // namespace ashlar::postgres
