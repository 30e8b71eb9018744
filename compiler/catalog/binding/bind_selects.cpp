// Binding of SELECT, VALUES, set operations, WITH, and statements that change data inside of them.
// (src/backend/parser/analyze.c, parse_clause.c, parse_cte.c)

#include <algorithm>

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/resolution/callee.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

void rename_outputs(QueryShape& shape, const std::vector<sql::Name>& names) {
  if (shape.columns.size() < names.size()) shape.columns.resize(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) shape.columns[i].name = names[i].text;
}

/// The name alone that stands in ORDER BY or GROUP BY; null for any other expression.
const sql::Name* plain_name(const sql::Expr& expr) {
  const auto* use = std::get_if<sql::ColumnUse>(&expr.node);
  return use != nullptr && !use->star && use->parts.size() == 1 ? &use->parts.front() : nullptr;
}

bool is_position(const sql::Expr& expr) {
  const auto* constant = std::get_if<sql::Constant>(&expr.node);
  return constant != nullptr && constant->kind == sql::Constant::Kind::kInteger;
}

bool has_output(const QueryShape& outputs, const std::string& name) {
  return std::any_of(outputs.columns.begin(), outputs.columns.end(),
                     [&](const OutputColumn& column) { return column.name == name; });
}

std::string_view set_operation_words(sql::SetOperation operation) {
  switch (operation) {
    case sql::SetOperation::kNone:
      return "";
    case sql::SetOperation::kUnion:
      return "UNION";
    case sql::SetOperation::kIntersect:
      return "INTERSECT";
    case sql::SetOperation::kExcept:
      return "EXCEPT";
  }
  return "";
}

}  // namespace

QueryShape Binder::query(const sql::SelectTree& tree, const Scope* outer) {
  return select(tree, outer, Unknowns::kToText);
}

void Binder::with(const std::vector<sql::CommonTable>& tables, bool recursive, Scope& scope) {
  // With RECURSIVE each may name those behind it. (parse_cte.c, transformWithClause)
  const std::size_t ahead = scope.with.size();
  for (const sql::CommonTable& table : tables) {
    if (recursive) scope.with.push_back({table.name.text, {}, false});
  }
  std::size_t next = ahead;
  for (const sql::CommonTable& table : tables) {
    if (recursive && table.query != nullptr) {
      // What is not recursive in it, its first part, says the columns.
      const sql::SelectTree* first = table.query.get();
      while (first->operation != sql::SetOperation::kNone && first->left != nullptr) {
        first = first->left.get();
      }
      ++quiet_;
      QueryShape shape = select(*first, &scope, Unknowns::kToText);
      --quiet_;
      rename_outputs(shape, table.columns);
      for (const sql::Name& added : table.added_columns) {
        shape.columns.push_back({added.text, {}, {}});
      }
      // The columns of SEARCH and CYCLE are there for whoever names them, but not for a star.
      const bool complete = shape.complete && table.added_columns.empty();
      scope.with[next] = {table.name.text, std::move(shape.columns), complete};
      QueryShape whole = common_table(table, scope);
      scope.with[next++] = {table.name.text, std::move(whole.columns), whole.complete};
      continue;
    }
    QueryShape shape = common_table(table, scope);
    if (recursive) {
      scope.with[next++] = {table.name.text, std::move(shape.columns), shape.complete};
    } else {
      scope.with.push_back({table.name.text, std::move(shape.columns), shape.complete});
    }
  }
}

QueryShape Binder::common_table(const sql::CommonTable& table, const Scope& scope) {
  QueryShape shape;
  if (table.query != nullptr) {
    shape = select(*table.query, &scope, Unknowns::kToText);
  } else if (table.data_change != nullptr) {
    shape = change(*table.data_change, &scope);
  } else {
    shape.complete = false;
  }
  rename_outputs(shape, table.columns);
  for (const sql::Name& added : table.added_columns) {
    shape.columns.push_back({added.text, {}, {}});
  }
  return shape;
}

QueryShape Binder::select(const sql::SelectTree& tree, const Scope* outer, Unknowns unknowns) {
  Scope scope;
  scope.outer = outer;
  with(tree.with, tree.recursive, scope);
  if (tree.operation != sql::SetOperation::kNone) return set_operation(tree, scope);
  if (!tree.values.empty()) return values(tree, scope);
  std::vector<FromShape> from;
  for (const sql::FromItem& item : tree.from) from.push_back(from_item(item, scope));
  keep_joined_names(scope);
  QueryShape shape;
  targets(tree.targets, scope, from, unknowns, shape);
  if (tree.where != nullptr) {
    require_boolean(*tree.where, expression(*tree.where, scope), "WHERE");
  }
  if (tree.having != nullptr) {
    require_boolean(*tree.having, expression(*tree.having, scope), "HAVING");
  }
  for (const sql::Expr& expr : tree.group_by) group_item(expr, scope, shape);
  check_groups(tree, scope);
  for (const sql::SortItem& item : tree.order_by) {
    if (item.value != nullptr) output_or_expression(*item.value, scope, shape);
  }
  for (const sql::Expr& expr : tree.distinct_on) output_or_expression(expr, scope, shape);
  for (const sql::Window& each : tree.windows) window(each, scope);
  for (const sql::ExprPtr& bound : {tree.limit, tree.offset}) {
    if (bound != nullptr) expression(*bound, scope);
  }
  return shape;
}

QueryShape Binder::set_operation(const sql::SelectTree& tree, Scope& scope) {
  QueryShape shape;
  if (tree.left == nullptr || tree.right == nullptr) return {{}, false};
  shape = select(*tree.left, &scope, Unknowns::kKept);
  const QueryShape right = select(*tree.right, &scope, Unknowns::kKept);
  if (shape.complete && right.complete && shape.columns.size() != right.columns.size()) {
    refuse(ProblemKind::kInvalidDefinition, "42601",
           "each " + std::string(set_operation_words(tree.operation)) +
               " query must have the same number of columns",
           tree.right->span);
  }
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    OutputColumn& column = shape.columns[i];
    if (i >= right.columns.size()) {
      column.type = {};
      continue;
    }
    const Type first = column.type;
    const CommonType common = common_type(catalog(), {first, right.columns[i].type});
    column.type = common.type;
    if (is_unknown_literal(first) || is_unknown_literal(right.columns[i].type)) {
      column.type.modifiers.clear();
    }
    if (common.answer == Answer::kNone) {
      refuse(ProblemKind::kTypeMismatch, "42804",
             std::string(set_operation_words(tree.operation)) + " types `" +
                 format_type_name(first) + "` and `" + format_type_name(right.columns[i].type) +
                 "` cannot be matched",
             tree.right->span);
    }
    if (column.collation.empty()) column.collation = right.columns[i].collation;
  }
  for (const sql::SortItem& item : tree.order_by) {
    if (item.value == nullptr || is_position(*item.value)) continue;
    const sql::Name* name = plain_name(*item.value);
    if (name != nullptr) {
      if (!has_output(shape, name->text) && shape.complete) {
        refuse(ProblemKind::kUnknownColumn, "42703", "column `" + name->text + "` does not exist",
               name->span);
      }
      continue;
    }
    ++quiet_;
    expression(*item.value, scope);
    --quiet_;
  }
  for (const sql::ExprPtr& bound : {tree.limit, tree.offset}) {
    if (bound != nullptr) expression(*bound, scope);
  }
  return shape;
}

QueryShape Binder::values(const sql::SelectTree& tree, const Scope& scope) {
  QueryShape shape;
  std::vector<std::vector<Typed>> rows;
  for (const sql::Exprs& row : tree.values) {
    std::vector<Typed> typed;
    for (const sql::Expr& expr : row) {
      if (star_inside(expr, scope)) {
        shape.complete = false;
      } else {
        typed.push_back(expression(expr, scope));
      }
    }
    rows.push_back(std::move(typed));
  }
  for (std::size_t i = 0; i < tree.values.front().size(); ++i) {
    std::vector<const sql::Expr*> exprs;
    std::vector<Typed> column;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (i >= rows[row].size() || i >= tree.values[row].size()) continue;
      exprs.push_back(&tree.values[row][i]);
      column.push_back(rows[row][i]);
    }
    const Typed value = common(exprs, column);
    shape.columns.push_back({"column" + std::to_string(i + 1), value.type, value.collation});
  }
  for (const sql::SortItem& item : tree.order_by) {
    if (item.value != nullptr) output_or_expression(*item.value, scope, shape);
  }
  return shape;
}

void Binder::targets(const std::vector<sql::TargetItem>& items, const Scope& scope,
                     const std::vector<FromShape>& from, Unknowns unknowns, QueryShape& out) {
  for (const sql::TargetItem& item : items) {
    const auto* use = std::get_if<sql::ColumnUse>(&item.value.node);
    if (use != nullptr && use->star) {
      star_target(item.value, *use, scope, from, out);
      continue;
    }
    const auto* inner = std::get_if<sql::Indirection>(&item.value.node);
    if (inner != nullptr && !inner->steps.empty() && inner->steps.back().star) {
      row_target(item.value, *inner, scope, from, out);
      continue;
    }
    target(item, scope, unknowns, out);
  }
}

void Binder::target(const sql::TargetItem& item, const Scope& scope, Unknowns unknowns,
                    QueryShape& out) {
  Typed value = expression(item.value, scope);
  if (is_unknown_literal(value.type) && unknowns == Unknowns::kToText) {
    value.type = built_in("text");
  }
  if (!item.label.empty()) {
    out.columns.push_back({item.label.text, value.type, value.collation});
    return;
  }
  Figured name = figured(item.value);
  if (name.strength == 0) name.name = "?column?";
  if (name.object != 0) {
    const std::uint32_t end = end_with_brackets(item.value.span);
    SqlText label{" AS " + postgres::quote_identifier(name.name), {}};
    label.sites.push_back({0, static_cast<std::uint32_t>(label.text.size()),
                           Site::Kind::kAddedLabel, name.object, name.column});
    edits_.replace({end, end}, std::move(label));
  }
  out.columns.push_back({std::move(name.name), value.type, value.collation});
}

void Binder::output_or_expression(const sql::Expr& expr, const Scope& scope,
                                  const QueryShape& outputs) {
  if (is_position(expr)) return;
  const sql::Name* name = plain_name(expr);
  if (name != nullptr && has_output(outputs, name->text)) return;
  if (name != nullptr && !outputs.complete) {
    ++quiet_;
    expression(expr, scope);
    --quiet_;
    return;
  }
  expression(expr, scope);
}

void Binder::group_item(const sql::Expr& expr, const Scope& scope, const QueryShape& outputs) {
  if (is_position(expr)) return;
  const sql::Name* name = plain_name(expr);
  const bool input = name != nullptr && find_unqualified(scope, name->text).column != nullptr;
  if (name == nullptr || input) {
    expression(expr, scope);
    return;
  }
  output_or_expression(expr, scope, outputs);
}

void Binder::order_by(const std::vector<sql::SortItem>& items, const Scope& scope) {
  for (const sql::SortItem& item : items) {
    if (item.value != nullptr) expression(*item.value, scope);
  }
}

std::uint32_t Binder::end_with_brackets(Span span) {
  if (tokens_.empty()) tokens_ = postgres::scan(words_, whole_.begin);
  const auto is = [&](const postgres::Token& token, std::string_view word) {
    return slice(words_, {token.span.begin - whole_.begin, token.span.end - whole_.begin}) == word;
  };
  const auto first = std::lower_bound(
      tokens_.begin(), tokens_.end(), span.begin,
      [](const postgres::Token& token, std::uint32_t at) { return token.span.begin < at; });
  int depth = 0;
  for (auto at = first; at != tokens_.begin() && is(*std::prev(at), "("); --at) ++depth;
  std::uint32_t end = span.end;
  for (auto at = first; at != tokens_.end(); ++at) {
    if (at->span.begin >= span.end && depth <= 0) break;
    if (is(*at, "(")) ++depth;
    if (is(*at, ")")) {
      --depth;
      if (at->span.begin >= span.end) end = at->span.end;
    }
  }
  return end;
}

}  // namespace ashlar::catalog
