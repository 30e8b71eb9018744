#include "grammar/postgres/lower_names.h"

#include <algorithm>

#include "grammar/postgres/digest.h"
#include "grammar/postgres/lower_trees.h"

namespace ashlar::postgres {

sql::Name name_at(const Lowering& in, std::size_t at, std::string_view text) {
  sql::Name name{std::string(text), {}};
  if (!text.empty() && in.tokens.spells(at, text)) name.span = in.tokens.span(at);
  return name;
}

sql::Name find_name(const Lowering& in, std::size_t from, std::string_view text) {
  if (text.empty()) return {};
  return name_at(in, in.tokens.find_name(from, text), text);
}

sql::Name literal_at(const Lowering& in, std::size_t at, std::string_view text) {
  sql::Name name{std::string(text), {}};
  if (in.tokens.is_string(at)) name.span = in.tokens.span(at);
  return name;
}

std::vector<sql::Name> names_in_brackets(const Lowering& in, std::size_t from,
                                         const NodeList& strings) {
  if (strings.empty()) return {};
  return names_from(in, in.tokens.find_symbol(from, "(") + 1, strings);
}

std::vector<sql::Name> names_from(const Lowering& in, std::size_t from, const NodeList& strings) {
  std::vector<sql::Name> names;
  names.reserve(strings.size());
  for (const Node& item : strings) {
    const std::string_view text = string_value(item);
    const std::size_t at = in.tokens.find_name(from, text);
    names.push_back(name_at(in, at, text));
    if (at < in.tokens.size()) from = at + 1;
  }
  return names;
}

sql::QualifiedName qualified_at(const Lowering& in, std::size_t at,
                                const std::vector<std::string_view>& parts) {
  sql::QualifiedName name;
  const std::size_t count = parts.size();
  if (count == 0) return name;
  const std::size_t last = at + 2 * (count - 1);
  name.name = name_at(in, last, parts[count - 1]);
  name.span = name.name.span;
  if (count > 1) {
    name.schema = name_at(in, last - 2, parts[count - 2]);
    if (!name.schema.span.empty()) name.span.begin = name.schema.span.begin;
  }
  return name;
}

std::size_t after_name(std::size_t at, std::size_t parts) {
  return parts == 0 ? at : at + 2 * parts - 1;
}

sql::QualifiedName find_qualified(const Lowering& in, std::size_t from, const NodeList& strings) {
  const std::vector<std::string_view> parts = string_values(strings);
  if (parts.empty()) return {};
  // The first part may also occur as a word before the name: all parts and dots must follow.
  for (std::size_t at = in.tokens.find_name(from, parts[0]); at < in.tokens.size();
       at = in.tokens.find_name(at + 1, parts[0])) {
    bool matches = true;
    for (std::size_t i = 1; i < parts.size() && matches; ++i) {
      matches = in.tokens.symbol(at + 2 * i - 1, ".") && in.tokens.spells(at + 2 * i, parts[i]);
    }
    if (matches && !in.tokens.symbol(at + 2 * parts.size() - 1, ".")) {
      return qualified_at(in, at, parts);
    }
  }
  return qualified_at(in, in.tokens.size(), parts);
}

namespace {

std::vector<std::string_view> relation_parts(const Node& range_var) {
  std::vector<std::string_view> parts;
  if (range_var.has("catalogname")) parts.push_back(range_var.text("catalogname"));
  if (range_var.has("schemaname")) parts.push_back(range_var.text("schemaname"));
  parts.push_back(range_var.text("relname"));
  return parts;
}

}  // namespace

sql::QualifiedName relation(const Lowering& in, const Node& range_var) {
  if (!range_var) return {};
  return qualified_at(in, in.token(range_var), relation_parts(range_var));
}

std::size_t after_relation(const Lowering& in, const Node& range_var) {
  const std::size_t first = in.token(range_var);
  std::size_t at = after_name(first, relation_parts(range_var).size());
  if (in.tokens.symbol(at, ")") && first > 0 && in.tokens.symbol(first - 1, "(")) ++at;
  if (in.tokens.symbol(at, "*")) ++at;
  return at;
}

std::vector<sql::QualifiedName> relations(const Lowering& in, const NodeList& list) {
  std::vector<sql::QualifiedName> names;
  for (const Node& range_var : list) names.push_back(relation(in, range_var));
  return names;
}

sql::Persistence persistence(const Node& range_var) {
  const std::string_view letter = range_var.text("relpersistence");
  if (letter == "t") return sql::Persistence::kTemporary;
  if (letter == "u") return sql::Persistence::kUnlogged;
  return sql::Persistence::kPermanent;
}

sql::FunctionCall function_call(const Lowering& in, const Node& call) {
  sql::FunctionCall function;
  const std::size_t at = in.token(call);
  const std::vector<std::string_view> parts = string_values(call.list("funcname"));
  function.name = qualified_at(in, at, parts);
  std::size_t last = at;
  if (function.name.span.empty()) {
    // EXTRACT, AT TIME ZONE and their kin: a keyword stands for the function.
    function.name.span = in.tokens.span(at);
  } else {
    last = after_name(at, parts.size()) - 1;
  }
  if (in.tokens.symbol(last + 1, "(")) last = in.tokens.closing(last + 1);
  function.span = in.tokens.between(at, last + 1);
  const NodeList arguments = call.list("args");
  function.argument_count = static_cast<std::uint32_t>(arguments.size());
  Node first = arguments.front();
  if (first.is("TypeCast")) first = first.child("arg");
  if (first.is("A_Const") && first.has("sval")) {
    function.first_literal = std::string(string_value(first.child("sval")));
  }
  return function;
}

namespace {

/// One constant, or a cast of one.
bool is_constant(Node node) {
  while (node.is("TypeCast")) node = node.child("arg");
  return node.is("A_Const");
}

std::string plain_column(const Node& node) {
  if (!node.is("ColumnRef")) return {};
  const NodeList fields = node.list("fields");
  if (fields.size() != 1 || !fields.front().is("String")) return {};
  return std::string(string_value(fields.front()));
}

}  // namespace

sql::Expression expression(const Lowering& in, const Node& node, std::size_t first,
                           std::size_t last) {
  sql::Expression expression;
  Digest digested = digest(in, node);
  expression.span = in.tokens.between(first, last);
  expression.references = std::move(digested.references);
  expression.tree_hash = digested.tree_hash;
  expression.is_constant = is_constant(node);
  expression.plain_column = plain_column(node);
  expression.tree = expression_tree(in, node);
  return expression;
}

sql::Expression bracketed_expression(const Lowering& in, const Node& node, std::size_t from) {
  const std::size_t open = in.tokens.find_symbol(from, "(");
  return expression(in, node, open + 1, in.tokens.closing(open));
}

std::string role_name(const Node& role) {
  const std::string_view type = role.text("roletype");
  if (type == "ROLESPEC_CURRENT_ROLE") return "current_role";
  if (type == "ROLESPEC_CURRENT_USER") return "current_user";
  if (type == "ROLESPEC_SESSION_USER") return "session_user";
  if (type == "ROLESPEC_PUBLIC") return "public";
  return std::string(role.text("rolename"));
}

std::vector<std::string> role_names(const NodeList& roles) {
  std::vector<std::string> names;
  for (const Node& role : roles) names.push_back(role_name(role));
  return names;
}

sql::DropBehavior drop_behavior(const Node& node) {
  return node.text("behavior") == "DROP_CASCADE" ? sql::DropBehavior::kCascade
                                                 : sql::DropBehavior::kRestrict;
}

}  // namespace ashlar::postgres
