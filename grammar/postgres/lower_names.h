#pragma once

// Lowers the parts that statements are made of: names, types, expressions, queries, options. A
// name's span is found by its token; where the token does not spell the name the span is empty.
// Layer: grammar/postgres, private.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/postgres/lowering.h"
#include "grammar/sql/names.h"
#include "grammar/sql/tables.h"

namespace ashlar::postgres {

/// The name that token `at` spells.
[[nodiscard]] sql::Name name_at(const Lowering& in, std::size_t at, std::string_view text);
/// The name at the first token from `from` on that spells it.
[[nodiscard]] sql::Name find_name(const Lowering& in, std::size_t from, std::string_view text);
/// The string literal at token `at` as a name: enum values are spelled like this.
[[nodiscard]] sql::Name literal_at(const Lowering& in, std::size_t at, std::string_view text);
/// `(a, b)`: the names of a list of strings in the first brackets from `from` on.
[[nodiscard]] std::vector<sql::Name> names_in_brackets(const Lowering& in, std::size_t from,
                                                       const NodeList& strings);
/// `a, b` from token `from` on.
[[nodiscard]] std::vector<sql::Name> names_from(const Lowering& in, std::size_t from,
                                                const NodeList& strings);

/// `a.b.c` at token `at`; the last part is the name, the one before it the schema.
[[nodiscard]] sql::QualifiedName qualified_at(const Lowering& in, std::size_t at,
                                              const std::vector<std::string_view>& parts);
/// One past the last token of the dotted name of `parts` parts at token `at`.
[[nodiscard]] std::size_t after_name(std::size_t at, std::size_t parts);
/// The dotted name of the last parts of a list of strings, found from token `from` on.
[[nodiscard]] sql::QualifiedName find_qualified(const Lowering& in, std::size_t from,
                                                const NodeList& strings);

[[nodiscard]] sql::QualifiedName relation(const Lowering& in, const Node& range_var);
/// One past the last token of a relation's name, a `*` and the brackets of ONLY (…) included.
[[nodiscard]] std::size_t after_relation(const Lowering& in, const Node& range_var);
[[nodiscard]] std::vector<sql::QualifiedName> relations(const Lowering& in, const NodeList& list);
[[nodiscard]] sql::Persistence persistence(const Node& range_var);

[[nodiscard]] sql::TypeName type_name(const Lowering& in, const Node& node);
/// One past the last token of a type.
[[nodiscard]] std::size_t after_type(const Lowering& in, const Node& node);

/// The expression at tokens [first, last).
[[nodiscard]] sql::Expression expression(const Lowering& in, const Node& node, std::size_t first,
                                         std::size_t last);
/// The expression inside of the first brackets from `from` on.
[[nodiscard]] sql::Expression bracketed_expression(const Lowering& in, const Node& node,
                                                   std::size_t from);
/// A FuncCall without its arguments.
[[nodiscard]] sql::FunctionCall function_call(const Lowering& in, const Node& call);

/// A list of DefElem, kept apart by commas or blanks, in brackets or not.
[[nodiscard]] std::vector<sql::Option> options(const Lowering& in, const NodeList& list);
/// A list of DefElem that are clauses of their statement up to token `last`: a comma may stand
/// inside of one (`SET search_path TO a, b`).
[[nodiscard]] std::vector<sql::Option> clause_options(const Lowering& in, const NodeList& list,
                                                      std::size_t last);
/// What an option's argument says, as text.
[[nodiscard]] std::string option_value(const Lowering& in, const Node& argument);
/// The DefElem of this name, or nothing.
[[nodiscard]] Node find_option(const NodeList& list, std::string_view name);

/// A RoleSpec: its name, or "current_user", "session_user", "public", ….
[[nodiscard]] std::string role_name(const Node& role);
[[nodiscard]] std::vector<std::string> role_names(const NodeList& roles);
[[nodiscard]] sql::DropBehavior drop_behavior(const Node& node);

}  // namespace ashlar::postgres
