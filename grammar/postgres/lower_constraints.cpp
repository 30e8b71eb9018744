// Constraints (src/backend/parser/gram.y, ColConstraintElem and ConstraintElem).

#include <array>
#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_tables.h"

namespace ashlar::postgres {
namespace {

sql::ConstraintKind constraint_kind(std::string_view type) {
  constexpr std::array<std::pair<std::string_view, sql::ConstraintKind>, 5> kKinds = {{
      {"CONSTR_PRIMARY", sql::ConstraintKind::kPrimaryKey},
      {"CONSTR_UNIQUE", sql::ConstraintKind::kUnique},
      {"CONSTR_FOREIGN", sql::ConstraintKind::kForeignKey},
      {"CONSTR_EXCLUSION", sql::ConstraintKind::kExclusion},
      {"CONSTR_NOTNULL", sql::ConstraintKind::kNotNull},
  }};
  for (const auto& [name, kind] : kKinds) {
    if (name == type) return kind;
  }
  return sql::ConstraintKind::kCheck;
}

/// The letters of FKCONSTR_ACTION_… (src/include/nodes/parsenodes.h).
sql::ReferentialAction referential_action(std::string_view letter) {
  if (letter == "r") return sql::ReferentialAction::kRestrict;
  if (letter == "c") return sql::ReferentialAction::kCascade;
  if (letter == "n") return sql::ReferentialAction::kSetNull;
  if (letter == "d") return sql::ReferentialAction::kSetDefault;
  return sql::ReferentialAction::kNoAction;
}

sql::MatchType match_type(std::string_view letter) {
  if (letter == "f") return sql::MatchType::kFull;
  if (letter == "p") return sql::MatchType::kPartial;
  return sql::MatchType::kSimple;
}

void read_foreign_key(const Lowering& in, const Node& node, std::size_t first,
                      sql::Constraint& constraint) {
  const Node table = node.child("pktable");
  constraint.columns = names_in_brackets(in, first, node.list("fk_attrs"));
  constraint.referenced_table = relation(in, table);
  const std::size_t after = after_relation(in, table);
  const NodeList referenced = node.list("pk_attrs");
  constraint.referenced_columns = names_in_brackets(in, after, referenced);
  constraint.on_delete = referential_action(node.text("fk_del_action"));
  constraint.on_update = referential_action(node.text("fk_upd_action"));
  constraint.match = match_type(node.text("fk_matchtype"));
  const std::size_t on_delete = in.tokens.find_word(after, "DELETE");
  constraint.on_delete_columns = names_in_brackets(in, on_delete, node.list("fk_del_set_cols"));
}

/// EXCLUDE [ USING method ] ( element WITH operator, … ) … [ WHERE ( predicate ) ]
void read_exclusion(const Lowering& in, const Node& node, std::size_t first,
                    sql::Constraint& constraint) {
  constraint.access_method = node.text("access_method");
  const std::size_t open = in.tokens.find_symbol(first, "(");
  std::size_t at = open + 1;
  for (const Node& pair : node.list("exclusions")) {
    const NodeList parts = items(pair);
    const std::size_t end = in.tokens.element_end(at);
    const std::size_t with = in.tokens.find_outer_word(at, "WITH");
    sql::IndexElement element = index_element(in, parts.front(), at, with);
    const std::vector<std::string_view> names = string_values(items(parts.back()));
    if (!names.empty()) element.exclude_operator.name.text = names.back();
    if (names.size() > 1) element.exclude_operator.schema.text = names[names.size() - 2];
    element.exclude_operator.span = in.tokens.between(with + 1, end);
    element.exclude_operator.name.span = element.exclude_operator.span;
    element.span = in.tokens.between(at, end);
    constraint.elements.push_back(std::move(element));
    at = end + 1;
  }
  if (const Node where = node.child("where_clause")) {
    const std::size_t keyword = in.tokens.find_outer_word(in.tokens.closing(open), "WHERE");
    constraint.predicate = bracketed_expression(in, where, keyword);
  }
}

/// What UNIQUE, PRIMARY KEY and EXCLUDE share: the index below them.
void read_index_clauses(const Lowering& in, const Node& node, std::size_t first, std::size_t last,
                        sql::Constraint& constraint) {
  constraint.nulls_not_distinct = node.flag("nulls_not_distinct");
  constraint.options = options(in, node.list("options"));
  if (node.has("including")) {
    const std::size_t include = in.tokens.find_outer_word(first, "INCLUDE");
    constraint.including = names_in_brackets(in, include, node.list("including"));
  }
  if (node.has("indexname")) {
    // … USING INDEX name [attributes]
    const std::size_t index = in.tokens.find_word(first + 1, "INDEX");
    constraint.using_index = name_at(in, index + 1, node.text("indexname"));
  }
  if (node.has("indexspace")) {
    std::size_t keyword = in.tokens.find_outer_word(first, "TABLESPACE");
    if (keyword >= last) keyword = last;
    constraint.tablespace = name_at(in, keyword + 1, node.text("indexspace"));
  }
}

}  // namespace

bool apply_attribute(const Node& attribute, sql::Constraint& constraint) {
  const std::string_view type = attribute.text("contype");
  if (type == "CONSTR_ATTR_DEFERRABLE") {
    constraint.deferrable = true;
  } else if (type == "CONSTR_ATTR_DEFERRED") {
    // INITIALLY DEFERRED alone makes a constraint deferrable too.
    constraint.deferrable = constraint.initially_deferred = true;
  } else if (type == "CONSTR_ATTR_NOT_DEFERRABLE") {
    constraint.deferrable = false;
  } else if (type == "CONSTR_ATTR_IMMEDIATE") {
    constraint.initially_deferred = false;
  }
  return type.starts_with("CONSTR_ATTR_");
}

sql::Constraint constraint_at(const Lowering& in, const Node& node, std::size_t first,
                              std::size_t last) {
  sql::Constraint constraint;
  constraint.kind = constraint_kind(node.text("contype"));
  constraint.span = in.tokens.between(first, last);
  if (node.has("conname")) {
    constraint.name = name_at(in, first + 1, node.text("conname"));
    first += 2;
  }
  constraint.deferrable = node.flag("deferrable");
  constraint.initially_deferred = node.flag("initdeferred");
  constraint.not_valid = node.flag("skip_validation");
  constraint.no_inherit = node.flag("is_no_inherit");
  switch (constraint.kind) {
    case sql::ConstraintKind::kForeignKey:
      read_foreign_key(in, node, first, constraint);
      break;
    case sql::ConstraintKind::kCheck:
      constraint.expression = bracketed_expression(in, node.child("raw_expr"), first);
      break;
    case sql::ConstraintKind::kNotNull:
      constraint.columns = names_from(in, first, node.list("keys"));
      break;
    case sql::ConstraintKind::kExclusion:
      read_exclusion(in, node, first, constraint);
      read_index_clauses(in, node, first, last, constraint);
      break;
    case sql::ConstraintKind::kPrimaryKey:
    case sql::ConstraintKind::kUnique:
      constraint.columns = names_in_brackets(in, first, node.list("keys"));
      read_index_clauses(in, node, first, last, constraint);
      break;
  }
  return constraint;
}

sql::Constraint table_constraint(const Lowering& in, const Node& node) {
  const std::size_t first = in.token(node);
  return constraint_at(in, node, first, in.tokens.element_end(first));
}

}  // namespace ashlar::postgres
