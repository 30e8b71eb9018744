// Binding of calls, operators, subqueries and what else has operands.

#include <algorithm>
#include <array>

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/resolution/callee.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

/// How the server's messages call the place. (parse_agg.c, check_agglevels_and_constraints)
std::string_view plural_words(Place place) {
  switch (place) {
    case Place::kDefault:
    case Place::kParameterDefault:
      return "DEFAULT expressions";
    case Place::kGenerated:
      return "column generation expressions";
    case Place::kCheck:
    case Place::kDomainCheck:
      return "check constraints";
    case Place::kIndexKey:
      return "index expressions";
    case Place::kIndexPredicate:
      return "index predicates";
    case Place::kPartitionKey:
      return "partition key expressions";
    case Place::kPartitionBound:
      return "partition bound";
    case Place::kStatistics:
      return "statistics expressions";
    case Place::kPolicy:
      return "policy expressions";
    case Place::kTriggerWhen:
      return "trigger WHEN conditions";
    case Place::kColumnConversion:
      return "transform expressions";
  }
  return "";
}

/// (parse_expr.c, transformSubLink); empty where a subquery may stand.
std::string_view no_subquery_words(Place place) {
  switch (place) {
    case Place::kDefault:
    case Place::kParameterDefault:
      return "DEFAULT expression";
    case Place::kGenerated:
      return "column generation expression";
    case Place::kCheck:
    case Place::kDomainCheck:
      return "check constraint";
    case Place::kIndexKey:
      return "index expression";
    case Place::kIndexPredicate:
      return "index predicate";
    case Place::kPartitionKey:
      return "partition key expression";
    case Place::kPartitionBound:
      return "partition bound";
    case Place::kStatistics:
      return "statistics expression";
    case Place::kPolicy:
      return "";
    case Place::kTriggerWhen:
      return "trigger WHEN condition";
    case Place::kColumnConversion:
      return "transform expression";
  }
  return "";
}

bool is_comparison(const sql::Operation& operation) {
  constexpr std::array<std::string_view, 8> kNames{"=", "<>", "!=", "<", ">", "<=", ">=", "<=>"};
  return std::find(kNames.begin(), kNames.end(), operation.name.name.text) != kNames.end();
}

}  // namespace

/// Who uses values that change in what must not change. (CheckMutability of indexcmds.c inlines SQL
/// functions first, so that what they are declared as does not count.)
void Binder::refuse_mutable(const Callee& callee, Span where) {
  if (!place_.has_value() || sublinks_ > 0 || callee.answer != Answer::kFound) return;
  if (callee.volatility == 0 || callee.volatility == 'i' || callee.kind != 'f') return;
  const auto* function = catalog().get_as<Function>(callee.id);
  if (callee.id != 0 && (function == nullptr || function->language == "sql")) return;
  refuse_mutable(where);
}

void Binder::refuse_mutable(Span where) {
  if (!place_.has_value() || sublinks_ > 0) return;
  std::string_view message;
  switch (*place_) {
    case Place::kGenerated:
      message = "generation expression is not immutable";
      break;
    case Place::kIndexKey:
      message = "functions in index expression must be marked IMMUTABLE";
      break;
    case Place::kIndexPredicate:
      message = "functions in index predicate must be marked IMMUTABLE";
      break;
    case Place::kPartitionKey:
      message = "functions in partition key expression must be marked IMMUTABLE";
      break;
    case Place::kDefault:
    case Place::kCheck:
    case Place::kDomainCheck:
    case Place::kPartitionBound:
    case Place::kStatistics:
    case Place::kPolicy:
    case Place::kTriggerWhen:
    case Place::kColumnConversion:
    case Place::kParameterDefault:
      return;
  }
  refuse(ProblemKind::kInvalidDefinition, "42P17", std::string(message), where);
}

namespace {

/// `name(t)` is `t.name` where no function is meant. (parse_func.c, ParseComplexProjection)
bool is_column_of(const Catalog& catalog, const sql::FunctionUse& use,
                  const std::vector<Type>& types) {
  if (types.size() != 1 || types.front().array_dimensions > 0) return false;
  const Object* row = catalog.get(types.front().id);
  if (row == nullptr) return false;
  const std::vector<ScopeColumn> columns = scope_columns(*row);
  return std::any_of(columns.begin(), columns.end(),
                     [&](const ScopeColumn& column) { return column.name == use.name.name.text; });
}

}  // namespace

Typed Binder::function_use(const sql::Expr& expr, const sql::FunctionUse& use, const Scope& scope) {
  std::vector<Typed> values;
  for (const sql::Expr& argument : use.arguments) values.push_back(expression(argument, scope));
  std::vector<const sql::Expr*> ordered;
  for (const sql::SortItem& item : use.order_by) {
    if (item.value == nullptr) continue;
    const Typed value = expression(*item.value, scope);
    if (use.within_group) values.push_back(value);
    ordered.push_back(item.value.get());
  }
  if (use.filter != nullptr) expression(*use.filter, scope);
  if (use.over.has_value()) window(*use.over, scope);
  std::vector<Type> types;
  for (const Typed& value : values) types.push_back(value.type);
  const Callee callee = find_callee(catalog(), use, types);
  if (callee.id != 0) {
    edits_.note(use.name.span, Site::Kind::kFunction, callee.id);
    named_[&expr] = {0, 0, Site::Kind::kFunction, callee.id, 0};
  }
  if (callee.answer == Answer::kNone && !is_column_of(catalog(), use, types)) {
    std::string list;
    for (const Type& type : types) list += (list.empty() ? "" : ", ") + format_type_name(type);
    refuse(ProblemKind::kUnknownFunction, "42883",
           "function `" + words_of(use.name) + "(" + list + ")` does not exist",
           use.name.span.empty() ? expr.span : use.name.span,
           missing_function_help(catalog(), use.name));
  }
  if (callee.kind == 'a' && !use.over.has_value()) aggregates_.insert(&expr);
  if (callee.kind != 0) {
    refuse_misplaced(callee.kind, callee.returns_set, use.over.has_value(), use, expr.span);
  }
  refuse_mutable(callee, use.name.span.empty() ? expr.span : use.name.span);
  for (std::size_t i = 0; i < use.arguments.size() && i < callee.arguments.size(); ++i) {
    coerce(use.arguments[i], values[i], callee.arguments[i]);
  }
  // What WITHIN GROUP sorts by are arguments too.
  for (std::size_t i = use.arguments.size(); i < values.size() && i < callee.arguments.size();
       ++i) {
    coerce(*ordered[i - use.arguments.size()], values[i], callee.arguments[i]);
  }
  Typed result{callee.result, {}};
  for (const Typed& value : values) {
    if (!value.collation.empty() && result.collation.empty()) result.collation = value.collation;
  }
  return result;
}

void Binder::refuse_misplaced(char kind, bool returns_set, bool over, const sql::FunctionUse& use,
                              Span where) {
  if (!place_.has_value() || sublinks_ > 0) return;
  const std::string place(plural_words(*place_));
  const Span at = use.name.span.empty() ? where : use.name.span;
  if (over) {
    refuse(ProblemKind::kInvalidDefinition, "42P20", "window functions are not allowed in " + place,
           at);
  } else if (kind == 'a') {
    refuse(ProblemKind::kInvalidDefinition, "42803",
           "aggregate functions are not allowed in " + place, at);
  } else if (returns_set) {
    refuse(ProblemKind::kNotSupported, "0A000",
           "set-returning functions are not allowed in " + place, at);
  }
}

void Binder::window(const sql::Window& window, const Scope& scope) {
  for (const sql::Expr& expr : window.partition_by) expression(expr, scope);
  order_by(window.order_by, scope);
  for (const sql::Expr& expr : window.frame) expression(expr, scope);
}

/// What IN, LIKE, IS DISTINCT FROM and their like compare with.
void Binder::note_words(const sql::Operation& operation, const std::vector<Typed>& values,
                        std::uint32_t near) {
  using Kind = sql::Operation::Kind;
  const auto use = [&](std::string_view name, std::size_t right) {
    if (values.size() <= right) return;
    Type type = values[right].type;
    const bool array = operation.kind == Kind::kAny || operation.kind == Kind::kAll;
    if (array && !is_unknown_literal(type)) type = element_type(catalog(), type);
    use_operator(name, values.front().type, type, near);
  };
  switch (operation.kind) {
    case Kind::kAny:
    case Kind::kAll:
    case Kind::kLike:
      use(operation.name.name.text, 1);
      return;
    case Kind::kDistinct:
    case Kind::kNotDistinct:
    case Kind::kNullIf:
      use("=", 1);
      return;
    case Kind::kIn:
    case Kind::kNotIn:
      for (std::size_t i = 1; i < values.size(); ++i) {
        use(operation.kind == Kind::kIn ? "=" : "<>", i);
      }
      return;
    case Kind::kBetween:
    case Kind::kNotBetween:
      use(operation.kind == Kind::kBetween ? ">=" : "<", 1);
      use(operation.kind == Kind::kBetween ? "<=" : ">", 2);
      return;
    case Kind::kPlain:
      return;
  }
}

void Binder::use_operator(std::string_view name, const Type& left, const Type& right,
                          std::uint32_t near) {
  sql::QualifiedName op;
  op.name.text = name;
  const ResolvedOperator found = resolve_operator(catalog(), op, left, right);
  if (found.answer == Answer::kFound) edits_.note_use(near, found.op);
}

Typed Binder::operation(const sql::Expr& expr, const sql::Operation& operation,
                        const Scope& scope) {
  using Kind = sql::Operation::Kind;
  std::vector<Typed> values;
  for (const sql::Expr& operand : operation.operands) values.push_back(expression(operand, scope));
  std::vector<const sql::Expr*> operands;
  for (const sql::Expr& operand : operation.operands) operands.push_back(&operand);
  if (operation.name.span.empty() || operation.kind != Kind::kPlain) {
    note_words(operation, values, expr.span.begin);
  }
  if (spelling_ && spell_operation(operation, values)) return {built_in("bool"), {}};
  switch (operation.kind) {
    case Kind::kDistinct:
    case Kind::kNotDistinct:
    case Kind::kIn:
    case Kind::kNotIn:
    case Kind::kBetween:
    case Kind::kNotBetween:
      common(operands, values);
      return {built_in("bool"), {}};
    case Kind::kNullIf: {
      common(operands, values);
      return values.empty() ? Typed{} : values.front();
    }
    case Kind::kAny:
    case Kind::kAll:
      if (values.size() == 2 && is_known(values[0].type) && values[0].type.array_dimensions == 0) {
        Type array = values[0].type;
        array.array_dimensions = 1;
        if (is_unknown_literal(values[1].type)) coerce(operation.operands[1], values[1], array);
      }
      return {built_in("bool"), {}};
    case Kind::kLike:
    case Kind::kPlain:
      break;
  }
  return plain_operation(expr, operation, values);
}

/// OPERATOR(s.=), as which one outside of `public` is printed, binds as any other operator does,
/// not as `=` (manual, "Operator Precedence"): brackets keep the operands together.
void Binder::keep_precedence(const sql::Expr& expr, const sql::Operation& operation) {
  constexpr std::array<std::string_view, 6> kArithmetic{"+", "-", "*", "/", "%", "^"};
  const std::string& name = operation.name.name.text;
  const bool arithmetic =
      std::find(kArithmetic.begin(), kArithmetic.end(), name) != kArithmetic.end();
  if (operation.name.span != operation.name.name.span) return;  // OPERATOR() is written
  if (!arithmetic && !is_comparison(operation)) return;
  for (const sql::Expr& operand : operation.operands) {
    const bool loose = std::holds_alternative<sql::Operation>(operand.node) ||
                       std::holds_alternative<sql::Logic>(operand.node) ||
                       std::holds_alternative<sql::Test>(operand.node);
    if (!loose || operand.span.empty()) continue;
    put_in(operand.span.begin, "(");
    put_in(operand.span.end, ")");
  }
  if (!arithmetic || expr.span.empty()) return;
  put_in(expr.span.begin, "(");
  put_in(expr.span.end, ")");
}

Typed Binder::plain_operation(const sql::Expr& expr, const sql::Operation& operation,
                              const std::vector<Typed>& values) {
  if (values.empty()) return {};
  std::optional<Type> left;
  if (values.size() > 1) left = values.front().type;
  const Type& right = values.size() > 1 ? values[1].type : values.front().type;
  const ResolvedOperator found = resolve_operator(catalog(), operation.name, left, right);
  Typed result;
  for (const Typed& value : values) {
    if (!value.collation.empty() && result.collation.empty()) result.collation = value.collation;
  }
  if (found.answer == Answer::kFound) {
    edits_.note(operation.name.span, Site::Kind::kOperator, found.op);
    if (found.op != 0) keep_precedence(expr, operation);
    if (values.size() > 1) {
      coerce(operation.operands[0], values[0], found.left);
      coerce(operation.operands[1], values[1], found.right);
    } else {
      coerce(operation.operands[0], values[0], found.right);
    }
    result.type = found.result;
    return result;
  }
  // Rows are compared value by value. (parse_expr.c, make_row_comparison_op)
  const bool rows =
      values.size() == 2 && values[0].type.name == "record" && values[1].type.name == "record";
  if (found.answer == Answer::kNone && values.size() <= 2 && !rows) {
    const std::string words = left.has_value() ? format_type_name(*left) + " " : std::string();
    refuse(ProblemKind::kUnknownFunction, "42883",
           "operator does not exist: `" + words + operation.name.name.text + " " +
               format_type_name(right) + "`",
           operation.name.span);
  }
  if (!is_comparison(operation)) return {};
  std::vector<const sql::Expr*> operands;
  for (const sql::Expr& operand : operation.operands) operands.push_back(&operand);
  common(operands, values);
  return {built_in("bool"), {}};
}

Typed Binder::common(const std::vector<const sql::Expr*>& exprs, const std::vector<Typed>& values) {
  std::vector<Type> types;
  for (const Typed& value : values) types.push_back(value.type);
  Typed result{common_type(catalog(), types).type, {}};
  for (const Typed& value : values) {
    if (!value.collation.empty() && result.collation.empty()) result.collation = value.collation;
    // A literal has no modifier of its own. (nodeFuncs.c, exprTypmod)
    if (is_unknown_literal(value.type)) result.type.modifiers.clear();
  }
  // An enum or a name beside literals decides what these are, even where others are not known.
  Type target = result.type;
  for (const Type& type : types) {
    if (type.id != 0 && !is_known(target)) target = type;
  }
  for (std::size_t i = 0; i < exprs.size(); ++i) coerce(*exprs[i], values[i], target);
  return result;
}

Typed Binder::sublink(const sql::Sublink& sublink, Span where, const Scope& scope) {
  if (place_.has_value() && sublinks_ == 0) {
    const std::string_view words = no_subquery_words(*place_);
    if (!words.empty()) {
      refuse(ProblemKind::kNotSupported, "0A000", "cannot use subquery in " + std::string(words),
             where);
    }
  }
  if (sublink.query == nullptr) return {};
  Typed left;
  if (sublink.test != nullptr) left = expression(*sublink.test, scope);
  ++sublinks_;
  const QueryShape shape = query(*sublink.query, &scope);
  --sublinks_;
  using Kind = sql::Sublink::Kind;
  switch (sublink.kind) {
    case Kind::kExists:
    case Kind::kAny:
    case Kind::kAll:
      if (sublink.test != nullptr && shape.complete && shape.columns.size() == 1) {
        const std::string& name = sublink.name.name.text;
        use_operator(name.empty() ? "=" : name, left.type, shape.columns.front().type, where.begin);
        coerce(*sublink.test, left, shape.columns.front().type);
      }
      return {built_in("bool"), {}};
    case Kind::kScalar:
    case Kind::kArray:
      break;
  }
  if (!shape.complete || shape.columns.empty()) return {};
  Typed result{shape.columns.front().type, shape.columns.front().collation};
  if (sublink.kind == Kind::kArray && is_known(result.type)) {
    result.type.array_dimensions = 1;
  }
  return result;
}

Typed Binder::case_of(const sql::Case& use, const Scope& scope) {
  std::vector<const sql::Expr*> tests;
  std::vector<Typed> test_values;
  if (use.subject != nullptr) {
    tests.push_back(use.subject.get());
    test_values.push_back(expression(*use.subject, scope));
  }
  for (const sql::Expr& condition : use.conditions) {
    const Typed value = expression(condition, scope);
    if (use.subject == nullptr) continue;
    tests.push_back(&condition);
    test_values.push_back(value);
  }
  if (use.subject != nullptr) {
    for (std::size_t i = 1; i < test_values.size(); ++i) {
      use_operator("=", test_values.front().type, test_values[i].type, tests[i]->span.begin);
    }
    common(tests, test_values);
  }
  std::vector<const sql::Expr*> results;
  std::vector<Typed> values;
  for (const sql::Expr& result : use.results) {
    results.push_back(&result);
    values.push_back(expression(result, scope));
  }
  if (use.otherwise != nullptr) {
    results.push_back(use.otherwise.get());
    values.push_back(expression(*use.otherwise, scope));
  }
  Typed result = common(results, values);
  if (use.otherwise == nullptr) result.type.modifiers.clear();
  return result;
}

Typed Binder::indirection(const sql::Expr& expr, const sql::Indirection& use, const Scope& scope) {
  Typed value = use.base == nullptr ? Typed{} : expression(*use.base, scope);
  for (const sql::Indirection::Step& step : use.steps) {
    for (const sql::ExprPtr& bound : {step.lower, step.upper}) {
      if (bound != nullptr) expression(*bound, scope);
    }
    if (step.star) return {};
    if (step.field.empty()) {
      const bool array = value.type.array_dimensions > 0;
      if (array && !step.slice) {
        value.type.array_dimensions = 0;
      } else if (!array && value.type.name == "jsonb" && !step.slice) {
        value = {built_in("jsonb"), {}};
      } else if (!array) {
        value = {};
      }
      continue;
    }
    const Object* owner = catalog().get(value.type.id);
    if (value.type.array_dimensions > 0 || owner == nullptr) {
      value = {};
      continue;
    }
    const std::vector<ScopeColumn> columns = scope_columns(*owner);
    const auto at = std::find_if(columns.begin(), columns.end(), [&](const ScopeColumn& column) {
      return column.name == step.field.text;
    });
    if (at == columns.end()) {
      value = {};
      continue;
    }
    edits_.note(step.field.span, Site::Kind::kColumn, at->relation, at->number);
    named_[&expr] = {0, 0, Site::Kind::kColumn, at->relation, at->number};
    value = {at->type, at->collation};
  }
  return value;
}

}  // namespace ashlar::catalog
