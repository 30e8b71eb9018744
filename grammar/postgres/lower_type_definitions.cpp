// Types of all makes, domains, and what is defined by a list of properties.

#include <cstdint>
#include <string>
#include <utility>

#include "grammar/postgres/lower_definitions.h"
#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"
#include "grammar/postgres/lower_tables.h"

namespace ashlar::postgres {
namespace {

using sql::ObjectKind;

void read_domain_clause(const Lowering& in, const Node& clause, const ClauseEnds& clauses,
                        sql::CreateDomain& domain) {
  const std::string_view type = clause.text("contype");
  const std::size_t first = in.token(clause);
  const std::size_t last = clauses.end_of(first);
  if (type == "CONSTR_NOTNULL") {
    domain.not_null = true;
  } else if (type == "CONSTR_DEFAULT") {
    const std::size_t keyword = in.tokens.find_word(first, "DEFAULT");
    domain.default_value = expression(in, clause.child("raw_expr"), keyword + 1, last);
  } else if (type == "CONSTR_CHECK") {
    domain.constraints.push_back(constraint_at(in, clause, first, last));
  }
}

/// The letters of 15 to 17, which are the enumerators of 18 (AlterDomainType, parsenodes.h).
sql::AlterDomain::Change domain_change(std::string_view subtype, bool has_value) {
  using Change = sql::AlterDomain::Change;
  if (subtype == "N" || subtype == "AD_DropNotNull") return Change::kDropNotNull;
  if (subtype == "O" || subtype == "AD_SetNotNull") return Change::kSetNotNull;
  if (subtype == "C" || subtype == "AD_AddConstraint") return Change::kAddConstraint;
  if (subtype == "X" || subtype == "AD_DropConstraint") return Change::kDropConstraint;
  if (subtype == "V" || subtype == "AD_ValidateConstraint") return Change::kValidateConstraint;
  return has_value ? Change::kDefault : Change::kDropDefault;
}

/// ALTER TYPE name ADD VALUE …: the literals in order of place.
std::size_t next_literal(const Tokens& tokens, std::size_t& from) {
  const std::size_t at = tokens.find_string(from);
  from = at + 1;
  return at;
}

/// A list of the parameters, and how many of them are direct ones: -1 of an ordinary aggregate.
void read_aggregate_arguments(const Lowering& in, const NodeList& args,
                              sql::CreateDefined& aggregate) {
  for (const Node& argument : items(args.front())) {
    // `*` is no parameter.
    if (!argument.child("argType")) continue;
    aggregate.parameters.push_back(parameter(in, argument));
    aggregate.arguments.push_back(aggregate.parameters.back().type);
  }
  const std::int64_t direct = args.size() > 1 ? args.back().integer("ival") : -1;
  if (direct >= 0) aggregate.direct_arguments = static_cast<std::uint32_t>(direct);
}

/// The name behind the words of a kind; an operator is spelled by an operator.
sql::QualifiedName defined_name(const Lowering& in, ObjectKind kind, std::size_t at,
                                const NodeList& names) {
  sql::QualifiedName name = qualified_at(in, at, string_values(names));
  if (kind == ObjectKind::kOperator) {
    const std::size_t last = after_name(at, names.size()) - 1;
    name.name.span = in.tokens.span(last);
    name.span = in.tokens.between(at, last + 1);
  }
  return name;
}

}  // namespace

sql::StatementNode lower_create_enum(const Lowering& in, const Node& node) {
  sql::CreateEnum type;
  type.name = find_qualified(in, 2, node.list("typeName"));
  std::size_t from = in.tokens.find_symbol(2, "(");
  for (const Node& value : node.list("vals")) {
    type.values.push_back(literal_at(in, next_literal(in.tokens, from), string_value(value)));
  }
  return type;
}

sql::StatementNode lower_alter_enum(const Lowering& in, const Node& node) {
  sql::AlterEnum change;
  change.name = find_qualified(in, 2, node.list("typeName"));
  change.if_not_exists = node.flag("skipIfNewValExists");
  std::size_t from = 3;
  if (node.has("oldVal")) {
    change.old_value = literal_at(in, next_literal(in.tokens, from), node.text("oldVal"));
  }
  change.new_value = literal_at(in, next_literal(in.tokens, from), node.text("newVal"));
  if (node.has("newValNeighbor")) {
    change.after = node.flag("newValIsAfter");
    change.neighbor = literal_at(in, next_literal(in.tokens, from), node.text("newValNeighbor"));
  }
  return change;
}

sql::StatementNode lower_create_composite(const Lowering& in, const Node& node) {
  sql::CreateComposite type;
  type.name = relation(in, node.child("typevar"));
  for (const Node& column : node.list("coldeflist")) {
    type.attributes.push_back(column_definition(in, column));
  }
  return type;
}

sql::StatementNode lower_create_domain(const Lowering& in, const Node& node) {
  sql::CreateDomain domain;
  domain.name = find_qualified(in, 2, node.list("domainname"));
  domain.type = type_name(in, node.child("typeName"));
  domain.collation = collation(in, node);
  const ClauseEnds clauses(in, node, in.tokens.size());
  for (const Node& clause : node.list("constraints")) {
    read_domain_clause(in, clause, clauses, domain);
  }
  return domain;
}

sql::StatementNode lower_alter_domain(const Lowering& in, const Node& node) {
  using Change = sql::AlterDomain::Change;
  sql::AlterDomain change;
  const NodeList names = node.list("typeName");
  const Node definition = node.child("def");
  change.name = find_qualified(in, 2, names);
  change.change = domain_change(node.text("subtype"), static_cast<bool>(definition));
  change.if_exists = node.flag("missing_ok");
  change.behavior = drop_behavior(node);
  const std::size_t verb = after_name(2, names.size());
  if (change.change == Change::kDefault) {
    const std::size_t keyword = in.tokens.find_word(verb, "DEFAULT");
    change.default_value = expression(in, definition, keyword + 1, in.tokens.size());
  } else if (change.change == Change::kAddConstraint) {
    change.constraint = table_constraint(in, definition);
    change.constraint_name = change.constraint->name;
  } else if (node.has("name")) {
    // { DROP CONSTRAINT [IF EXISTS] | VALIDATE CONSTRAINT } name
    const std::size_t at = after_guard(in.tokens, verb + 2, change.if_exists);
    change.constraint_name = name_at(in, at, node.text("name"));
  }
  return change;
}

sql::StatementNode lower_create_range(const Lowering& in, const Node& node) {
  sql::CreateDefined type;
  type.kind = ObjectKind::kType;
  type.name = find_qualified(in, 2, node.list("typeName"));
  type.range = true;
  type.options = options(in, node.list("params"));
  type.definition =
      in.tokens.between(after_name(2, node.list("typeName").size()), in.tokens.size());
  type.mentions = mentions_of_options(in, type.kind, node.list("params"));
  return type;
}

sql::StatementNode lower_define(const Lowering& in, const Node& node) {
  sql::CreateDefined defined;
  defined.kind = object_kind(node.text("kind"));
  defined.or_replace = node.flag("replace");
  defined.if_not_exists = node.flag("if_not_exists");
  const std::size_t at =
      after_guard(in.tokens, after_kind(in.tokens, after_create(in.tokens), defined.kind),
                  defined.if_not_exists);
  defined.name = defined_name(in, defined.kind, at, node.list("defnames"));
  std::size_t definition = after_name(at, node.list("defnames").size());
  const bool old_style = node.flag("oldstyle");
  if (defined.kind == ObjectKind::kAggregate && !old_style) {
    read_aggregate_arguments(in, node.list("args"), defined);
    definition = in.tokens.closing(definition) + 1;
  }
  defined.definition = in.tokens.between(definition, in.tokens.size());
  defined.options = options(in, node.list("definition"));
  defined.mentions = mentions_of_options(in, defined.kind, node.list("definition"));
  return defined;
}

}  // namespace ashlar::postgres
