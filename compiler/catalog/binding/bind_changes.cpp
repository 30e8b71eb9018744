// Binding of INSERT, UPDATE, DELETE and MERGE inside of queries, rules and bodies.

#include "compiler/catalog/binding/binder.h"

namespace ashlar::catalog {

QueryShape Binder::change(const sql::DataChange& change, const Scope* outer) {
  Scope scope;
  scope.outer = outer;
  // Which names mean which side of MERGE and ON CONFLICT is not told apart: nothing is refused.
  ++quiet_;
  with(change.with, change.recursive, scope);
  FromShape table = from_relation(change.table, scope);
  const ScopeItem target = scope.items[table.begin];
  for (const sql::Name& name : change.columns) {
    const ScopeColumn* column = find_column(target, name.text);
    if (column != nullptr) {
      edits_.note(name.span, Site::Kind::kColumn, column->relation, column->number);
    }
  }
  if (change.kind == sql::DataChange::Kind::kInsert) {
    ScopeItem excluded = target;
    excluded.name = "excluded";
    excluded.relation = 0;
    excluded.unqualified = false;
    scope.items.push_back(std::move(excluded));
  }
  for (const sql::FromItem& item : change.from) from_item(item, scope);
  keep_joined_names(scope);
  if (change.query != nullptr) {
    const bool named = !change.columns.empty();
    for (const sql::Exprs& row : change.query->values) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const ScopeColumn* column = nullptr;
        if (named && i < change.columns.size()) {
          column = find_column(target, change.columns[i].text);
        } else if (!named && i < target.columns.size()) {
          column = &target.columns[i];
        }
        if (column != nullptr) coerce(row[i], {built_in("unknown"), {}}, column->type);
      }
    }
    select(*change.query, &scope, Unknowns::kKept);
  }
  const bool pairs = change.columns.size() == change.assigned.size();
  for (std::size_t i = 0; i < change.assigned.size(); ++i) {
    const Typed value = expression(change.assigned[i].value, scope);
    const ScopeColumn* column = pairs ? find_column(target, change.columns[i].text) : nullptr;
    if (column != nullptr) coerce(change.assigned[i].value, value, column->type);
  }
  for (const sql::Expr& condition : change.conditions) expression(condition, scope);
  std::erase_if(scope.items, [](const ScopeItem& item) { return item.name == "excluded"; });
  QueryShape shape;
  targets(change.returning, scope, {table}, Unknowns::kToText, shape);
  --quiet_;
  return shape;
}

}  // namespace ashlar::catalog
