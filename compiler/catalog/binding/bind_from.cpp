// Binding of FROM: relations, subqueries, functions and joins. (src/backend/parser/parse_clause.c,
// transformFromClauseItem; parse_relation.c)

#include <algorithm>

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/resolution/callee.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

bool has_columns(const Object* type) {
  return type != nullptr &&
         (std::holds_alternative<Table>(type->data) || std::holds_alternative<View>(type->data) ||
          std::holds_alternative<CompositeType>(type->data));
}

std::vector<ScopeColumn> columns_of_outputs(const std::vector<OutputColumn>& outputs) {
  std::vector<ScopeColumn> columns;
  for (const OutputColumn& output : outputs) {
    columns.push_back({output.name, output.type, output.collation, 0, 0, false, false});
  }
  return columns;
}

const BuiltinRelation* find_builtin_relation(const sql::QualifiedName& name) {
  const std::string& schema = name.schema.text;
  return builtin_relation(schema.empty() ? "pg_catalog" : schema, name.name.text);
}

/// `AS t (a, b)`: the first columns get these names, which stay through renames.
void rename_columns(ScopeItem& item, const sql::Alias& alias) {
  for (std::size_t i = 0; i < alias.columns.size(); ++i) {
    if (i >= item.columns.size()) {
      item.columns.push_back({alias.columns[i].text, {}, {}, 0, 0, true, false});
      continue;
    }
    item.columns[i].name = alias.columns[i].text;
    item.columns[i].renamed = true;
  }
}

}  // namespace

Binder::FromShape Binder::add_item(Scope& scope, ScopeItem item) const {
  FromShape shape;
  shape.begin = scope.items.size();
  shape.complete = item.complete;
  for (std::size_t i = 0; i < item.columns.size(); ++i) {
    shape.columns.push_back({shape.begin, i});
  }
  scope.items.push_back(std::move(item));
  return shape;
}

Binder::FromShape Binder::from_item(const sql::FromItem& item, Scope& scope) {
  for (const sql::Expr& argument : item.sample) expression(argument, scope);
  return std::visit(
      Overload{
          [&](const sql::RelationItem& each) { return from_relation(each, scope); },
          [&](const sql::SubqueryItem& each) { return from_subquery(each, scope); },
          [&](const sql::FunctionItem& each) { return from_function(each, scope); },
          [&](const sql::TableFunctionItem& each) { return from_table_function(each, scope); },
          [&](const sql::JoinItem& each) { return from_join(each, scope); },
      },
      item.node);
}

/// A query says of a schema that is not there no more than of a relation. (parse_relation.c,
/// parserOpenTable)
void Binder::refuse_unknown_relation(const sql::QualifiedName& name) {
  if (quiet_ > 0) return;
  if (!name.schema.empty() && is_surely_no_schema(catalog(), name.schema.text)) {
    refuse(ProblemKind::kUnknownRelation, "42P01",
           "relation `" + words_of(name) + "` does not exist", name.span,
           "there is no schema `" + name.schema.text + "`");
    return;
  }
  ashlar::catalog::refuse_unknown_relation(editor_, name, name.span);
}

Binder::FromShape Binder::from_relation(const sql::RelationItem& item, Scope& scope) {
  ScopeItem made;
  made.name = item.alias.name.empty() ? item.name.name.text : item.alias.name.text;
  const NamedQuery* named =
      item.name.schema.empty() ? find_named_query(&scope, item.name.name.text) : nullptr;
  if (named != nullptr) {
    made.columns = columns_of_outputs(named->columns);
    made.complete = named->complete;
  } else if (const Object* relation = catalog().find_relation(item.name)) {
    relation_name(item.name, relation->id);
    if (std::holds_alternative<Index>(relation->data)) {
      refuse(ProblemKind::kWrongObjectKind, "42809",
             "cannot open relation `" + relation->name + "`", item.name.name.span);
    }
    made.columns = scope_columns(*relation);
    made.row = relation->id;
    const auto* view = std::get_if<View>(&relation->data);
    made.complete = view == nullptr || !view->columns.empty();
    if (std::any_of(made.columns.begin(), made.columns.end(),
                    [](const ScopeColumn& column) { return column.name.empty(); })) {
      made.complete = false;
    }
    if (catalog().is_doubtful({NameSpace::kRelation, relation->schema, relation->name})) {
      made.complete = false;
    }
    made.has_alias = !item.alias.name.empty();
    if (!made.has_alias) {
      made.schema = relation->schema;
      made.relation = relation->id;
    }
    if (item.alias.columns.empty()) {
      made.alias_at = made.has_alias ? item.alias.name.span.end : item.name.span.end;
    }
  } else if (const BuiltinRelation* known = find_builtin_relation(item.name)) {
    for (const BuiltinColumn& column : split_columns(known->columns)) {
      made.columns.push_back(
          {std::string(column.name), type_of_fact(column.type), {}, 0, 0, false, false});
    }
  } else {
    made.complete = false;
    refuse_unknown_relation(item.name);
  }
  rename_columns(made, item.alias);
  return add_item(scope, std::move(made));
}

Binder::FromShape Binder::from_subquery(const sql::SubqueryItem& item, Scope& scope) {
  ScopeItem made;
  made.name = item.alias.name.text;
  made.qualifies = !made.name.empty();
  if (item.query == nullptr) {
    made.complete = false;
    return add_item(scope, std::move(made));
  }
  QueryShape shape;
  if (item.lateral) {
    shape = select(*item.query, &scope, Unknowns::kToText);
  } else {
    // It sees what stands around the whole query, and its WITH, but no neighbour.
    Scope around;
    around.outer = scope.outer;
    around.with = scope.with;
    shape = select(*item.query, &around, Unknowns::kToText);
  }
  made.columns = columns_of_outputs(shape.columns);
  made.complete = shape.complete;
  rename_columns(made, item.alias);
  return add_item(scope, std::move(made));
}

QueryShape Binder::function_columns(const sql::Expr& call, const sql::FunctionItem& item,
                                    const Typed& result) {
  QueryShape shape;
  const Figured name = figured(call);
  const std::string& alias = item.alias.name.text;
  const std::string scalar = !alias.empty() && item.calls.size() == 1 ? alias : name.name;
  if (const Object* row = catalog().get(result.type.id)) {
    if (result.type.array_dimensions == 0) {
      for (const ScopeColumn& column : scope_columns(*row)) {
        shape.columns.push_back({column.name, column.type, column.collation});
      }
      if (!shape.columns.empty()) return shape;
    }
  }
  const auto found = named_.find(&call);
  const auto* function =
      found == named_.end() ? nullptr : catalog().get_as<Function>(found->second.object);
  if (function != nullptr) {
    for (const FunctionParameter& parameter : function->parameters) {
      switch (parameter.mode) {
        case sql::ParameterMode::kIn:
        case sql::ParameterMode::kVariadic:
          break;
        case sql::ParameterMode::kOut:
        case sql::ParameterMode::kInOut:
        case sql::ParameterMode::kTable:
          shape.columns.push_back({parameter.name, parameter.type, {}});
          break;
      }
    }
    if (shape.columns.size() == 1 && shape.columns.front().name.empty()) {
      shape.columns.front().name = scalar;
    }
    if (!shape.columns.empty()) return shape;
  }
  if (result.type.name == "record" || result.type.name.empty()) {
    const auto* use = std::get_if<sql::FunctionUse>(&call.node);
    const std::vector<OutputColumn> columns =
        use == nullptr ? std::vector<OutputColumn>{} : builtin_result_columns(*use);
    if (!columns.empty()) return {columns, true};
    // A function that is not known may give a row; one that gives a plain value of any type gives
    // one column.
    const bool plain = use != nullptr && is_plain_builtin(*use);
    if (!plain) return {{}, false};
  }
  // The name of a single OUT parameter goes before the alias. (parse_relation.c,
  // chooseScalarFunctionAlias)
  const auto* use = std::get_if<sql::FunctionUse>(&call.node);
  std::vector<OutputColumn> outputs;
  if (use != nullptr && function == nullptr) outputs = builtin_result_columns(*use);
  const std::string& column = outputs.size() == 1 ? outputs.front().name : scalar;
  shape.columns.push_back({column, result.type, result.collation});
  return shape;
}

/// `unnest(a, b)` in FROM is `ROWS FROM (unnest(a), unnest(b))`. (parse_clause.c,
/// transformRangeFunction)
bool Binder::unnests_several(const sql::Expr& call) const {
  const auto* use = std::get_if<sql::FunctionUse>(&call.node);
  return use != nullptr && use->name.schema.empty() && use->name.name.text == "unnest" &&
         use->arguments.size() > 1 && use->argument_names.empty() && !use->variadic;
}

void Binder::unnest_several(const sql::FunctionUse& use, const Scope& scope, ScopeItem& made) {
  for (const sql::Expr& argument : use.arguments) {
    const Typed array = expression(argument, scope);
    const Type element = element_type(catalog(), base_type(catalog(), array.type));
    const Object* row = element.array_dimensions == 0 ? catalog().get(element.id) : nullptr;
    if (has_columns(row)) {
      const std::vector<ScopeColumn> columns = columns_of_outputs(relation_columns(*row));
      made.columns.insert(made.columns.end(), columns.begin(), columns.end());
    } else {
      made.columns.push_back({"unnest", element, array.collation, 0, 0, false, false});
    }
  }
}

Binder::FromShape Binder::from_function(const sql::FunctionItem& item, Scope& scope) {
  ScopeItem made;
  made.name = item.alias.name.text;
  for (const sql::Expr& call : item.calls) {
    if (unnests_several(call)) {
      ++sublinks_;
      unnest_several(std::get<sql::FunctionUse>(call.node), scope, made);
      --sublinks_;
      if (made.name.empty()) made.name = "unnest";
      continue;
    }
    ++sublinks_;
    const Typed result = expression(call, scope);
    --sublinks_;
    if (made.name.empty()) made.name = figured(call).name;
    if (!item.columns.empty()) continue;
    QueryShape shape = function_columns(call, item, result);
    std::vector<ScopeColumn> columns = columns_of_outputs(shape.columns);
    made.plain_value = item.calls.size() == 1 && !item.ordinality && columns.size() == 1 &&
                       !has_columns(catalog().get(result.type.id)) && result.type.name != "record";
    made.columns.insert(made.columns.end(), columns.begin(), columns.end());
    made.complete = made.complete && shape.complete;
  }
  for (const sql::ColumnShape& column : item.columns) {
    made.columns.push_back({column.name.text, type_name(column.type), {}, 0, 0, false, false});
  }
  if (item.ordinality && made.complete) {
    made.columns.push_back({"ordinality", built_in("int8"), {}, 0, 0, false, false});
  }
  rename_columns(made, item.alias);
  return add_item(scope, std::move(made));
}

Binder::FromShape Binder::from_table_function(const sql::TableFunctionItem& item, Scope& scope) {
  for (const sql::Expr& operand : item.operands) {
    ++quiet_;
    expression(operand, scope);
    --quiet_;
  }
  ScopeItem made;
  made.name = item.alias.name.text;
  if (made.name.empty()) made.name = "xmltable";
  for (const sql::ColumnShape& column : item.columns) {
    const Type type = column.ordinality ? built_in("int4") : type_name(column.type);
    made.columns.push_back({column.name.text, type, {}, 0, 0, false, false});
  }
  made.complete = !item.columns.empty();
  rename_columns(made, item.alias);
  return add_item(scope, std::move(made));
}

Binder::FromShape Binder::from_join(const sql::JoinItem& item, Scope& scope) {
  if (item.left == nullptr || item.right == nullptr) return {scope.items.size(), {}, false};
  const FromShape left = from_item(*item.left, scope);
  const FromShape right = from_item(*item.right, scope);
  FromShape joined;
  joined.begin = left.begin;
  joined.complete = left.complete && right.complete;
  if (item.natural || !item.using_columns.empty()) {
    merge_columns(item, joined_names(item, left, right, scope), {left, right}, scope, joined);
    if (item.natural && !joined.complete) {
      for (std::size_t i = joined.begin; i < scope.items.size(); ++i) {
        scope.items[i].complete = false;
      }
    }
  } else {
    joined.columns = left.columns;
    joined.columns.insert(joined.columns.end(), right.columns.begin(), right.columns.end());
  }
  if (item.on != nullptr) {
    const std::size_t first = scope.first;
    scope.first = left.begin;
    require_boolean(*item.on, expression(*item.on, scope), "JOIN/ON");
    scope.first = first;
  }
  if (item.alias.name.empty()) return joined;
  // The alias hides what it is made of.
  ScopeItem whole;
  whole.name = item.alias.name.text;
  whole.complete = joined.complete;
  for (const StarRef& ref : joined.columns) {
    whole.columns.push_back(scope.items[ref.item].columns[ref.column]);
    whole.columns.back().merged = false;
  }
  for (std::size_t i = joined.begin; i < scope.items.size(); ++i) {
    scope.items[i].qualifies = false;
    scope.items[i].unqualified = false;
  }
  rename_columns(whole, item.alias);
  FromShape shape = add_item(scope, std::move(whole));
  shape.begin = shape.columns.empty() ? joined.begin : shape.columns.front().item;
  return shape;
}

}  // namespace ashlar::catalog
