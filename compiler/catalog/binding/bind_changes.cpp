// Binding of INSERT, UPDATE, DELETE and MERGE, at the top level and inside of queries, rules and
// bodies. (src/backend/parser/analyze.c)

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

/// A value of its own: `SET (a, b) = ROW (1, 2)` has one row for two columns.
bool is_value(const Typed& value) { return is_known(value.type) && value.type.name != "record"; }

}  // namespace

/// The columns that INSERT lists and SET assigns. (parse_target.c, checkInsertTargets)
void Binder::change_columns(const sql::DataChange& change, const ScopeItem& target) {
  for (const sql::Name& name : change.columns) {
    const ScopeColumn* column = find_column(target, name.text);
    if (column != nullptr) {
      edits_.note(name.span, Site::Kind::kColumn, column->relation, column->number);
    } else if (target.complete && target.row != 0 && !is_system_column(name.text)) {
      std::vector<std::string> known;
      for (const ScopeColumn& each : target.columns) known.push_back(each.name);
      refuse(ProblemKind::kUnknownColumn, "42703",
             "column `" + name.text + "` of relation `" + catalog().get(target.row)->name +
                 "` does not exist",
             name.span, did_you_mean(name.text, known));
    }
  }
}

/// A value for a column: what of it takes its type from there, and what cannot be assigned.
void Binder::change_value(const sql::Expr& expr, const Typed& value, const ScopeColumn* column) {
  if (column == nullptr) return;
  coerce(expr, value, column->type);
  if (is_value(value)) require_assignable(expr, value, column->type, "expression");
}

/// Where INSERT puts its value number `at`; null where that is not known.
const ScopeColumn* Binder::inserted_column(const sql::DataChange& change, const ScopeItem& target,
                                           std::size_t at) const {
  if (change.listed > 0) {
    return at < change.listed && !change.in_part[at] ? find_column(target, change.columns[at].text)
                                                     : nullptr;
  }
  return at < target.columns.size() ? &target.columns[at] : nullptr;
}

/// INSERT may give fewer values than there are columns, but not than it lists. (analyze.c,
/// transformInsertRow)
void Binder::refuse_count(const sql::DataChange& change, const ScopeItem& target,
                          std::size_t values, Span where) {
  const bool named = change.listed > 0;
  if (!named && (!target.complete || target.row == 0)) return;
  const std::size_t columns = named ? change.listed : target.columns.size();
  if (values > columns) {
    refuse(ProblemKind::kInvalidDefinition, "42601",
           "INSERT has more expressions than target columns", where);
  } else if (named && values < columns) {
    refuse(ProblemKind::kInvalidDefinition, "42601",
           "INSERT has more target columns than expressions", where);
  }
}

/// The rows of VALUES.
void Binder::insert_rows(const sql::DataChange& change, const ScopeItem& target,
                         const Scope& scope) {
  for (const sql::Exprs& row : change.query->values) {
    bool stars = false;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto* column = std::get_if<sql::ColumnUse>(&row[i].node);
      stars = stars || (column != nullptr && column->star);
      const Typed value = expression(row[i], scope);
      if (!stars) change_value(row[i], value, inserted_column(change, target, i));
    }
    if (!stars && !row.empty()) {
      refuse_count(change, target, row.size(), {row.front().span.begin, row.back().span.end});
    }
  }
}

/// The rows that a query gives.
void Binder::insert_query(const sql::DataChange& change, const ScopeItem& target,
                          const Scope& scope) {
  const sql::SelectTree& query = *change.query;
  const QueryShape shape = select(query, &scope, Unknowns::kKept);
  if (!shape.complete) return;
  const bool plain = query.targets.size() == shape.columns.size();
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const ScopeColumn* column = inserted_column(change, target, i);
    const Type& type = shape.columns[i].type;
    if (column == nullptr || !is_known(type) || is_unknown_literal(type) ||
        !is_known(column->type) ||
        can_cast(catalog(), type, column->type, CastContext::kAssignment) != Answer::kNone) {
      continue;
    }
    refuse(ProblemKind::kTypeMismatch, "42804",
           "column `" + column->name + "` is of type `" + format_type(column->type) +
               "` but expression is of type `" + format_type(type) + "`",
           plain ? query.targets[i].value.span : query.span);
  }
  refuse_count(change, target, shape.columns.size(), query.span);
}

QueryShape Binder::change(const sql::DataChange& change, const Scope* outer) {
  Scope scope;
  scope.outer = outer;
  // Which names mean which side of MERGE is not told apart: nothing is refused.
  const bool judged = judges_changes_ && change.kind != sql::DataChange::Kind::kMerge;
  if (!judged) ++quiet_;
  with(change.with, change.recursive, scope);
  const Scope before = scope;
  const FromShape table = from_relation(change.table, scope);
  const std::size_t target = table.begin;
  change_columns(change, scope.items[target]);
  if (change.query != nullptr) {
    // It sees nothing of what it is put into.
    if (change.query->values.empty() || !change.query->with.empty()) {
      insert_query(change, scope.items[target], before);
    } else {
      insert_rows(change, scope.items[target], before);
    }
  }
  const bool on_conflict = change.kind == sql::DataChange::Kind::kInsert &&
                           !(change.assigned.empty() && change.conditions.empty());
  if (on_conflict) {
    ScopeItem excluded = scope.items[target];
    excluded.name = "excluded";
    excluded.relation = 0;
    excluded.unqualified = false;
    scope.items.push_back(std::move(excluded));
  }
  for (const sql::FromItem& item : change.from) from_item(item, scope);
  keep_joined_names(scope);
  const bool pairs = change.columns.size() - change.listed == change.assigned.size();
  for (std::size_t i = 0; i < change.assigned.size(); ++i) {
    const Typed value = expression(change.assigned[i].value, scope);
    const std::size_t at = change.listed + i;
    if (!pairs || change.in_part[at]) continue;
    const ScopeColumn* column = find_column(scope.items[target], change.columns[at].text);
    change_value(change.assigned[i].value, value, column);
  }
  for (const sql::Expr& condition : change.conditions) expression(condition, scope);
  if (on_conflict) {
    std::erase_if(scope.items, [](const ScopeItem& item) { return item.name == "excluded"; });
  }
  QueryShape shape;
  targets(change.returning, scope, {table}, Unknowns::kToText, shape);
  if (!judged) --quiet_;
  return shape;
}

}  // namespace ashlar::catalog
