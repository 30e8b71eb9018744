// Columns and the clauses behind them (src/backend/parser/gram.y, columnDef and ColQualList). Each
// clause has a start in the tree; it ends where the next one starts.

#include <algorithm>
#include <vector>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_tables.h"

namespace ashlar::postgres {
namespace {

sql::IdentityKind identity_kind(const Node& clause) {
  return clause.text("generated_when") == "d" ? sql::IdentityKind::kByDefault
                                              : sql::IdentityKind::kAlways;
}

sql::Name constraint_name(const Lowering& in, const Node& clause, std::size_t first) {
  // CONSTRAINT name …
  return name_at(in, first + 1, clause.text("conname"));
}

void add_generated(const Lowering& in, const Node& clause, std::size_t first, std::size_t last,
                   sql::ColumnDefinition& column) {
  const std::size_t as = in.tokens.find_word(first, "AS");
  column.generated = bracketed_expression(in, clause.child("raw_expr"), as);
  const bool is_virtual =
      in.tokens.word(last - 1, "VIRTUAL") || clause.text("generated_kind") == "v";
  column.generated_kind = is_virtual ? sql::GeneratedKind::kVirtual : sql::GeneratedKind::kStored;
}

/// One clause of a column. An attribute such as DEFERRABLE belongs to the constraint before it.
void add_clause(const Lowering& in, const Node& clause, const ClauseEnds& clauses,
                sql::ColumnDefinition& column) {
  const std::string_view type = clause.text("contype");
  const std::size_t first = in.token(clause);
  const std::size_t last = clauses.end_of(first);
  if (type == "CONSTR_NULL") {
    column.not_null = false;
  } else if (type == "CONSTR_NOTNULL") {
    column.not_null = true;
    column.not_null_constraint = constraint_name(in, clause, first);
  } else if (type == "CONSTR_DEFAULT") {
    const std::size_t keyword = in.tokens.find_word(first, "DEFAULT");
    column.default_value = expression(in, clause.child("raw_expr"), keyword + 1, last);
  } else if (type == "CONSTR_IDENTITY") {
    column.identity = identity_kind(clause);
    column.identity_options = options(in, clause.list("options"));
  } else if (type == "CONSTR_GENERATED") {
    add_generated(in, clause, first, last, column);
  } else if (type.starts_with("CONSTR_ATTR_")) {
    if (column.constraints.empty()) return;
    sql::Constraint& before = column.constraints.back();
    if (apply_attribute(clause, before)) before.span.end = in.tokens.between(first, last).end;
  } else {
    sql::Constraint constraint = constraint_at(in, clause, first, last);
    constraint.at_column = true;
    constraint.columns = {column.name};
    column.constraints.push_back(std::move(constraint));
  }
}

}  // namespace

ClauseEnds::ClauseEnds(const Lowering& in, const Node& node, std::size_t end) : end_(end) {
  for (const Node& clause : node.list("constraints")) starts_.push_back(in.token(clause));
  if (const Node collation = node.child("collClause")) starts_.push_back(in.token(collation));
}

std::size_t ClauseEnds::end_of(std::size_t start) const {
  std::size_t end = end_;
  for (const std::size_t other : starts_) {
    if (other > start) end = std::min(end, other);
  }
  return end;
}

sql::QualifiedName collation(const Lowering& in, const Node& node) {
  const Node clause = node.child("collClause");
  if (!clause) return {};
  return qualified_at(in, in.token(clause) + 1, string_values(clause.list("collname")));
}

sql::ColumnDefinition column_definition(const Lowering& in, const Node& node) {
  sql::ColumnDefinition column;
  const std::size_t first = in.token(node);
  const std::size_t last = in.tokens.element_end(first);
  column.span = in.tokens.between(first, last);
  column.name = name_at(in, first, node.text("colname"));
  if (const Node type = node.child("typeName")) column.type = type_name(in, type);
  column.storage = node.text("storage_name");
  column.compression = node.text("compression");
  column.foreign_options = options(in, node.list("fdwoptions"));
  column.collation = collation(in, node);
  const ClauseEnds clauses(in, node, last);
  for (const Node& clause : node.list("constraints")) add_clause(in, clause, clauses, column);
  return column;
}

}  // namespace ashlar::postgres
